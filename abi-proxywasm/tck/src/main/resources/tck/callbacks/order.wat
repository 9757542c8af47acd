;; The callbacks of one stream come in the order of the message: request headers, body, trailers, then those of the response.
;; @source abi.md 4
;; @request POST /
;; @body abc
;; @trailer x-t: 1
;; @origin-body def
;; @origin-trailer x-u: 1
;; @wait 100
;; @report at=1 at=2 at=3 at=4 at=5 at=6
(global $at (mut i32) (i32.const 0))
(func $reach (param $step i32)
  (if (i32.lt_u (global.get $at) (local.get $step))
    (then
      (global.set $at (local.get $step))
      (call $note (str "at") (local.get $step)))))
(func $on_request_headers (param i32 i32 i32) (result i32) (call $reach #1) #0)
(func (export "proxy_on_request_body") (param i32 i32 i32) (result i32) (call $reach #2) #0)
(func (export "proxy_on_request_trailers") (param i32 i32) (result i32) (call $reach #3) #0)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32) (call $reach #4) #0)
(func (export "proxy_on_response_body") (param i32 i32 i32) (result i32) (call $reach #5) #0)
(func (export "proxy_on_response_trailers") (param i32 i32) (result i32) (call $reach #6) #0)
