;; Data of the upstream that is held is shown again with what comes next; continue_stream does not know that side.
;; @source abi.md 4, 5.1
;; @on http
;; @tcp
;; @request GET /one
;; @origin-body abc
;; @origin-body def
;; @answer-body abcdef
;; @report resume=12 grew=1
(global $size (mut i32) (i32.const 0))
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (drop (call $report_of_connection))
  #0)
(func (export "proxy_on_upstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (if (i32.eqz (global.get $size))
    (then
      (global.set $size (local.get $size))
      (call $note (str "resume") (call $proxy_continue_stream #3))
      (return #1)))
  (if (i32.gt_s (global.get $size) #0)
    (then
      (call $note (str "grew") (i32.gt_u (local.get $size) (global.get $size)))
      (global.set $size #-1)))
  #0)
