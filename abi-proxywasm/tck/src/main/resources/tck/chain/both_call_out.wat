;; Two filters that both hold the headers for a callout: the second is asked when the first has its answer, and the body waits for both.
;; @source abi.md 5.1
;; @on http
;; @filters 2
;; @request POST /
;; @body one
;; @body two
;; @upstream-header x-way: 12
;; @upstream-body onetwo
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $append_filter #0 (str "x-way"))
  (call $hold (local.get $context))
  #4)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #0))
