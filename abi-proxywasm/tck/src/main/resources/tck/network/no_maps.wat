;; A connection has no header maps and no HTTP bodies; asking is no trap.
;; @source abi.md 6
;; @on http
;; @tcp
;; @request GET /one
;; @origin-body abc
;; @answer-body abc
;; @report size=1 add=2 body=1
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (i32.or (global.get $said) (i32.eqz (local.get $size))) (then (return #0)))
  (call $note (str "size") (call $proxy_get_header_map_size #0 #8))
  (call $note (str "add") (call $proxy_add_header_map_value #0 (str "a") (str "b")))
  (call $note (str "body") (call $proxy_get_buffer_bytes #0 #0 #10 (out)))
  #0)
