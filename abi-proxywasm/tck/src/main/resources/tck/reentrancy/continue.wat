;; A stream that a callout's answer resumes moves on after that callback.
;; @source abi.md 5.6
;; @on http
;; @request POST /
;; @body abc
;; @upstream-body abc
;; @report inside=0
(global $inside (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (global.set $inside #1)
  (call $release #0)
  (global.set $inside #0))
(func (export "proxy_on_request_body") (param i32 i32) (param $end i32) (result i32)
  (if (local.get $end) (then (call $note (str "inside") (global.get $inside))))
  #0)
