;; A body or headers outside the guest's memory: InvalidMemoryAccess, and no reply.
;; @source abi.md 2
;; @request GET /
;; @report body=6 headers=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "body") (call $proxy_send_local_response #403 #0 #0 #0x7fffff00 #9 #0 #0 #-1))
  (call $note (str "headers") (call $proxy_send_local_response #403 #0 #0 #0 #0 #0x7fffff00 #9 #-1))
  #0)
