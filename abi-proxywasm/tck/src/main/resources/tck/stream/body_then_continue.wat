;; A body held to its end for a callout goes on whole by continue_stream, and this filter hears of it no more.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body onetwo
;; @report ends=1
(global $ends (mut i32) (i32.const 0))
(func (export "proxy_on_request_body") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (local.get $end)
    (then
      (global.set $ends (i32.add (global.get $ends) #1))
      (call $hold (local.get $context))))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #0))
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (i32.eqz (global.get $said)) (then (call $note (str "ends") (global.get $ends))))
  #0)
