;; StopIterationNoBuffer on a piece of a body drops it from what goes on.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body two
(global $callbacks (mut i32) (i32.const 0))
(func (export "proxy_on_request_body") (param i32 i32 i32) (result i32)
  (global.set $callbacks (i32.add (global.get $callbacks) #1))
  (select #3 #0 (i32.eq (global.get $callbacks) #1)))
