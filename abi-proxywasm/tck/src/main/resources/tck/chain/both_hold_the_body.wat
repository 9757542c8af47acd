;; Two filters that both hold a body to its end: the second gets what the first let go, whole.
;; @source abi.md 5.1
;; @on http
;; @filters 2
;; @request POST /
;; @body one
;; @body two
;; @upstream-body 21onetwo
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (drop (call $proxy_set_buffer_bytes #0 #0 #0 (global.get $filter) #1))
  #0)
