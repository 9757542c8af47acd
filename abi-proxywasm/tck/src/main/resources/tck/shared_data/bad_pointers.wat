;; A key or a value outside the guest's memory is InvalidMemoryAccess.
;; @source abi.md 2
;; @request GET /
;; @report key=6 value=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "key") (call $proxy_get_shared_data #0x7fffff00 #3 (out) #16))
  (call $note (str "value") (call $proxy_set_shared_data (str "key") #0x7fffff00 #9 #0))
  #0)
