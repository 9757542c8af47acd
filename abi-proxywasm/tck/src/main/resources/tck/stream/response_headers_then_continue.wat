;; StopIteration on response headers holds the response; continue_stream sends it on, with what the callout's answer put into its headers.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @answer-header x-answer: 1
;; @answer-body onetwo
;; @report early=0
(global $size (mut i32) (i32.const 0))
(func (export "proxy_on_response_headers") (param $context i32) (param i32 i32) (result i32)
  (if (global.get $said) (then (return #0)))
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (global.set $size (i32.add (global.get $size) (local.get $size)))
  #0)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "early") (global.get $size))
  (drop (call $proxy_set_effective_context (global.get $held)))
  (drop (call $proxy_add_header_map_value #2 (str "x-answer") (str "1")))
  (call $release #1))
