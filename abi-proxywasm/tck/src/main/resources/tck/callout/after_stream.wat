;; The answer comes to the root also when the stream that asked is gone; until on_delete its id can be named.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @wait 600
;; @report gone=1 answer=2
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $hold (local.get $context))
  #0)
(func (export "proxy_on_delete") (param $context i32)
  (if (i32.eq (local.get $context) (global.get $held)) (then (call $note (str "gone") #1))))
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "answer") (call $proxy_set_effective_context (global.get $held))))
