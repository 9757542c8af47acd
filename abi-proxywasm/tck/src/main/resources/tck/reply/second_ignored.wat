;; A second local reply is OK and does nothing.
;; @source abi.md 5.2
;; @request GET /
;; @no-upstream
;; @answer 401
;; @answer-body first
;; @report first=0 second=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "first") (call $proxy_send_local_response #401 #0 #0 (str "first") #0 #0 #-1))
  (call $note (str "second") (call $proxy_send_local_response #402 #0 #0 (str "second") #0 #0 #-1))
  #1)
