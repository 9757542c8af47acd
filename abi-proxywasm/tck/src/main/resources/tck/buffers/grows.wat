;; A body may become longer than it was.
;; @source abi.md 5.3
;; @request POST /
;; @body a
;; @upstream-body aaaaaaaaaaaaaaaa
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #0 (str "content-length")))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (drop (call $proxy_set_buffer_bytes #0 #0 #-1 (str "aaaaaaaaaaaaaaaa")))))
  #0)
