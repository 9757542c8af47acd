;; The time is in nanoseconds since 1970.
;; @source abi.md 3
;; @request GET /
;; @report status=0 after_2020=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status") (call $proxy_get_current_time_nanoseconds #16))
  (call $note (str "after_2020") (i64.gt_u (i64.load #16) (i64.const 1577836800000000000)))
  #0)
