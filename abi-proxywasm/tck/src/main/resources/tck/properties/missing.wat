;; A property that there is none of is NotFound.
;; @source abi.md 5.6
;; @request GET /
;; @report one=1 two=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "one") (call $proxy_get_property (str "no_such_thing") (out)))
  (call $note (str "two") (call $proxy_get_property (str "request\00no_such_thing") (out)))
  #0)
