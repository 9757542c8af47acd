;; The places for a result may both be 0: the function runs all the same.
;; @source abi.md 3
;; @request GET /
;; @report status=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status")
    (call $proxy_call_foreign_function (str "compress") (str "hello") #0 #0))
  #0)
