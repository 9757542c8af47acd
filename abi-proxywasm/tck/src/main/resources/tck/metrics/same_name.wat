;; The same name defined again is the same metric.
;; @source abi.md 5.6
;; @request GET /
;; @report value=5
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_define_metric #0 (str "tck_same") #16))
  (drop (call $proxy_define_metric #0 (str "tck_same") #20))
  (drop (call $proxy_increment_metric (i32.load #16) (i64.const 5)))
  (drop (call $proxy_get_metric (i32.load #20) #24))
  (call $note (str "value") (i32.load #24))
  #0)
