;; After a local reply the action that the callback returns does not matter.
;; @source abi.md 5.1
;; @request GET /
;; @no-upstream
;; @answer 403
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #403 #0 #0 #0 #0 #0 #0 #-1))
  #0)
