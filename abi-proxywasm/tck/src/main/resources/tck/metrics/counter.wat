;; A counter adds up; an increment of 0 or less is BadArgument; to record is to add.
;; @source abi.md 5.6
;; @request GET /
;; @report define=0 add=0 less=2 none=2 record=0 get=0 value=12
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "define") (call $proxy_define_metric #0 (str "tck_counter") #16))
  (call $note (str "add") (call $proxy_increment_metric (i32.load #16) (i64.const 5)))
  (call $note (str "less") (call $proxy_increment_metric (i32.load #16) (i64.const -1)))
  (call $note (str "none") (call $proxy_increment_metric (i32.load #16) (i64.const 0)))
  (call $note (str "record") (call $proxy_record_metric (i32.load #16) (i64.const 7)))
  (call $note (str "get") (call $proxy_get_metric (i32.load #16) #24))
  (call $note (str "value") (i32.load #24))
  #0)
