;; A live response passes piece by piece: the client has each before the origin sends the next, also when one is held for a callout.
;; @source abi.md 5.1
;; @on http
;; @live
;; @request GET /
;; @origin-header content-type: text/event-stream
;; @origin-body data: one\n\n
;; @origin-body data: two\n\n
;; @origin-body data: three\n\n
;; @answer-body data: one\n\ndata: two\n\ndata: three\n\n
;; @report held=2
(global $pieces (mut i32) (i32.const 0))
(func (export "proxy_on_response_body") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (global.set $pieces (i32.add (global.get $pieces) #1))
  (if (i32.ne (global.get $pieces) #2) (then (return #0)))
  (call $note (str "held") (global.get $pieces))
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #1))
