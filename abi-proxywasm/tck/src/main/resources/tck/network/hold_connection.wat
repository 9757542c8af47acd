;; A connection that on_new_connection stops waits until the guest resumes it.
;; @source abi.md 4
;; @on http
;; @tcp
;; @request GET /one
;; @origin-body abc
;; @answer-body abc
;; @report resumed=1
(global $resumed (mut i32) (i32.const 0))
(func (export "proxy_on_new_connection") (param $context i32) (result i32)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.ne (local.get $context) (global.get $held)) (then (return #0)))
  (if (i32.eqz (global.get $resumed)) (then (return #1)))
  (if (i32.eqz (global.get $said)) (then (call $note (str "resumed") #1)))
  (drop (call $report_of_connection))
  #0)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (global.set $resumed (global.get $held))
  (drop (call $proxy_set_effective_context (global.get $held)))
  (drop (call $proxy_continue_stream #2)))
