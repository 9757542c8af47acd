;; An empty text in place of all: the body is empty.
;; @source abi.md 5.3
;; @request GET /
;; @origin-body secret
;; @answer-body
;; @report status=0
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #2 (str "content-length")))
  #0)
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (i32.and (i32.ne (local.get $size) #0) (i32.eqz (global.get $said)))
    (then (call $note (str "status") (call $proxy_set_buffer_bytes #1 #0 #-1 #0 #0))))
  #0)
