;; Response trailers over HTTP/2 can be held for a callout; they and what is held before them then go out.
;; @source abi.md 5.1
;; @on http
;; @http2
;; @request GET /h2
;; @origin-body abc
;; @origin-trailer x-t: 1
;; @answer-body abc
;; @answer-trailer x-t: 1
;; @report held=1
(func (export "proxy_on_response_trailers") (param $context i32) (param $count i32) (result i32)
  (call $note (str "held") #1)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #1))
