;; A start at the end or past it: the new bytes come last.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @upstream-body hello you there
;; @report end=0 past=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #0 (str "content-length")))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then
      (call $note (str "end") (call $proxy_set_buffer_bytes #0 #5 #0 (str " you")))
      (call $note (str "past") (call $proxy_set_buffer_bytes #0 #99 #0 (str " there")))))
  #0)
