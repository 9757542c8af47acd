;; close_stream resets the stream, and with no answer.
;; @source abi.md 3
;; @on http
;; @http2
;; @request GET /h2
;; @no-upstream
;; @no-answer
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_close_stream #0))
  #1)
