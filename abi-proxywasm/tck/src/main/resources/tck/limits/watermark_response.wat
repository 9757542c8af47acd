;; The same on a response: no 500, and all of it arrives.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body 3000000*a
;; @answer-body 3000000*a
(func (export "proxy_on_response_headers") (param $context i32) (param i32 i32) (result i32)
  (if (global.get $held) (then (return #0)))
  (call $hold (local.get $context))
  #4)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #1))
