;; One piece of a live response can be held for a callout; what follows comes after it.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @origin-body three
;; @answer-body onetwothree
;; @report released=1
(global $held_once (mut i32) (i32.const 0))
(func (export "proxy_on_response_body") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (global.get $said) (then (return #0)))
  (if (global.get $held_once) (then (return #1)))
  (global.set $held_once #1)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "released") #1)
  (call $release #1))
