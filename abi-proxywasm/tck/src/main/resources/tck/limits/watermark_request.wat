;; StopAllIterationAndWatermark past the limit only slows the sender: no 413, and all of the body goes on at last.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body 3000000*a
;; @upstream-body 3000000*a
;; @answer 200
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $hold (local.get $context))
  #4)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #0))
