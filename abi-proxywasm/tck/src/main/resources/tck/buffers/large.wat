;; A body of many reads and writes arrives whole, and a guest reads it whole.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body 300000*x
;; @upstream-body 300000*x
;; @report size=300000
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (drop (call $proxy_get_buffer_bytes #0 #0 (local.get $size) (out)))
  (call $note (str "size") (i32.load #12))
  #0)
