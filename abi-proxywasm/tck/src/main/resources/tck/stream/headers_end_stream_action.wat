;; ContinueAndEndStream on request headers goes on as Continue.
;; @source abi.md 2
;; @request POST /
;; @body one
;; @upstream-body one
;; @report body=3
(global $size (mut i32) (i32.const 0))
(func $on_request_headers (param i32 i32 i32) (result i32) #2)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (global.set $size (i32.add (global.get $size) (local.get $size)))
  (if (local.get $end) (then (call $note (str "body") (global.get $size))))
  #0)
