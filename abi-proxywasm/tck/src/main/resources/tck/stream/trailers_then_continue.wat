;; Trailers that a guest stops go on by continue_stream, after the whole body.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @trailer x-t: 1
;; @upstream-body one
;; @upstream-trailer x-t: 1
;; @report calls=1
(func (export "proxy_on_request_trailers") (param $context i32) (param i32) (result i32)
  (call $note (str "calls") #1)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $release #0))
