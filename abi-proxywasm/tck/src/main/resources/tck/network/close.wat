;; close_stream of the downstream ends the connection.
;; @source abi.md 3
;; @on http
;; @tcp
;; @request GET /one
;; @no-upstream
;; @no-answer
;; @report close=0
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (call $note (str "close") (call $proxy_close_stream #2))
  #1)
