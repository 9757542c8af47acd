;; A name or arguments outside the guest's memory are InvalidMemoryAccess.
;; @source abi.md 2
;; @request GET /
;; @report name=6 arguments=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "name") (call $proxy_call_foreign_function #0x7fffff00 #3 #0 #0 (out)))
  (call $note (str "arguments")
    (call $proxy_call_foreign_function (str "compress") #0x7fffff00 #3 (out)))
  #0)
