;; The present log level is one of the six.
;; @source abi.md 3
;; @request GET /
;; @report status=0 known=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (i32.store #16 #99)
  (call $note (str "status") (call $proxy_get_log_level #16))
  (call $note (str "known") (i32.lt_u (i32.load #16) #6))
  #0)
