;; A type that there is none of is BadArgument, an id that there is none of NotFound.
;; @source abi.md 2, 5.6
;; @request GET /
;; @report type=2 get=1 record=1 increment=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "type") (call $proxy_define_metric #7 (str "tck_bad") #16))
  (call $note (str "get") (call $proxy_get_metric #40000 #24))
  (call $note (str "record") (call $proxy_record_metric #40000 (i64.const 1)))
  (call $note (str "increment") (call $proxy_increment_metric #40000 (i64.const 1)))
  #0)
