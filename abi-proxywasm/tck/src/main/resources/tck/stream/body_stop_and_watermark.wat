;; StopIterationAndWatermark on a body holds it, too.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body onetwo
;; @report size=6
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #2)))
  (call $note (str "size") (local.get $size))
  #0)
