;; A line can be logged at each of the six levels; another level is BadArgument, a line outside memory InvalidMemoryAccess.
;; @source abi.md 2, 3
;; @request GET /
;; @report trace=0 critical=0 level=2 line=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "trace") (call $proxy_log #0 (str "a line of the tck")))
  (call $note (str "critical") (call $proxy_log #5 (str "a line of the tck")))
  (call $note (str "level") (call $proxy_log #6 (str "a line of the tck")))
  (call $note (str "line") (call $proxy_log #5 #0x7fffff00 #9))
  #0)
