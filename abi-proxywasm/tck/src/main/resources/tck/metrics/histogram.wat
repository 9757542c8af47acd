;; A histogram takes samples; it has no value and no increment.
;; @source abi.md 5.6
;; @request GET /
;; @report define=0 record=0 get=2 increment=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "define") (call $proxy_define_metric #2 (str "tck_histogram") #16))
  (call $note (str "record") (call $proxy_record_metric (i32.load #16) (i64.const 10)))
  (call $note (str "get") (call $proxy_get_metric (i32.load #16) #24))
  (call $note (str "increment") (call $proxy_increment_metric (i32.load #16) (i64.const 1)))
  #0)
