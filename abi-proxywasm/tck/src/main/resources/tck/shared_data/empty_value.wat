;; A value may be empty.
;; @source abi.md 5.6
;; @request GET /
;; @report set=0 get= version=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "set") (call $proxy_set_shared_data (str "key") #0 #0 #0))
  (call $note_out (str "get") (call $proxy_get_shared_data (str "key") (out) #16))
  (call $note (str "version") (i32.ne (i32.load #16) #0))
  #0)
