;; A local reply with a body and no content type is text/plain.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @answer 400
;; @answer-header content-type: text/plain
;; @answer-body no
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #400 #0 #0 (str "no") #0 #0 #-1))
  #1)
