;; Start 0 and a size past the end: the new bytes stand in place of all.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @upstream-body goodbye
;; @report status=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #0 (str "content-length")))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (call $note (str "status") (call $proxy_set_buffer_bytes #0 #0 #0x7fffffff (str "goodbye")))))
  #0)
