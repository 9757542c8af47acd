;; close_stream resets a stream that has no answer yet.
;; @source abi.md 3
;; @request GET /
;; @no-upstream
;; @no-answer
;; @report close=0 unknown=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "close") (call $proxy_close_stream #0))
  (call $note (str "unknown") (call $proxy_close_stream #9))
  #1)
