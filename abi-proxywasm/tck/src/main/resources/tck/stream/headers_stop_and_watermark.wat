;; StopAllIterationAndWatermark on request headers does the same, with back-pressure in place of a limit.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body onetwo
;; @report early=0 body=6
(global $size (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $hold (local.get $context))
  #4)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (global.set $size (i32.add (global.get $size) (local.get $size)))
  (if (local.get $end) (then (call $note (str "body") (global.get $size))))
  #0)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "early") (global.get $size))
  (call $release #0))
