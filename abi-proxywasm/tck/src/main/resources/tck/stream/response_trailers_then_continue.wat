;; Response trailers that a guest stops go on by continue_stream.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @header te: trailers
;; @origin-body one
;; @origin-trailer x-t: 1
;; @answer-body one
;; @answer-trailer x-t: 1
;; @report stopped=1
(func (export "proxy_on_response_trailers") (param $context i32) (param i32) (result i32)
  (call $note (str "stopped") #1)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #1))
