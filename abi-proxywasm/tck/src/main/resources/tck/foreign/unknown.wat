;; A foreign function that there is none of is NotFound, also with no place for its results.
;; @source abi.md 5.6
;; @request GET /
;; @report result=1 none=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "result") (call $proxy_call_foreign_function (str "tck_no_such") #0 #0 (out)))
  (call $note (str "none") (call $proxy_call_foreign_function (str "tck_no_such") #0 #0 #0 #0))
  #0)
