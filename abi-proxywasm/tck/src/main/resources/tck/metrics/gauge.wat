;; A gauge takes a value, and goes up and down from it.
;; @source abi.md 5.6
;; @request GET /
;; @report define=0 record=0 up=0 down=0 value=11
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "define") (call $proxy_define_metric #1 (str "tck_gauge") #16))
  (call $note (str "record") (call $proxy_record_metric (i32.load #16) (i64.const 10)))
  (call $note (str "up") (call $proxy_increment_metric (i32.load #16) (i64.const 3)))
  (call $note (str "down") (call $proxy_increment_metric (i32.load #16) (i64.const -2)))
  (drop (call $proxy_get_metric (i32.load #16) #24))
  (call $note (str "value") (i32.load #24))
  #0)
