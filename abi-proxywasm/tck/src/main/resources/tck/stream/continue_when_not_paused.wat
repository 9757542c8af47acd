;; continue_stream where nothing is paused is OK and does nothing.
;; @source abi.md 5.1
;; @request POST /
;; @body one
;; @upstream-body one
;; @report request=0 response=0 again=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "request") (call $proxy_continue_stream #0))
  (call $note (str "response") (call $proxy_continue_stream #1))
  (call $note (str "again") (call $proxy_continue_stream #0))
  #0)
