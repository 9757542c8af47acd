;; A guest that traps in a response body, when it is to fail closed: the response has begun, so it is broken off.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @no-answer
(global $callbacks (mut i32) (i32.const 0))
(func (export "proxy_on_response_body") (param i32 i32 i32) (result i32)
  (global.set $callbacks (i32.add (global.get $callbacks) #1))
  (if (i32.eq (global.get $callbacks) #2) (then unreachable))
  #0)
