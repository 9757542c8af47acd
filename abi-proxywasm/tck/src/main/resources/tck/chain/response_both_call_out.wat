;; Two filters that both hold a response's headers for a callout.
;; @source abi.md 5.1
;; @on http
;; @filters 2
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @answer-header x-way: 21
;; @answer-body onetwo
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func (export "proxy_on_response_headers") (param $context i32) (param i32 i32) (result i32)
  (if (global.get $held) (then (return #0)))
  (call $append_filter #2 (str "x-way"))
  (call $hold (local.get $context))
  #4)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #1))
