;; A response whose headers are held can still be changed when its whole body has come, as ABI 0.2.100 has it: body callbacks come meanwhile.
;; @source abi.md 1, 5.1
;; @on http
;; @alone
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @answer-header x-size: 6
;; @answer-body onetwo
(func (export "proxy_abi_version_0_2_100"))
(func (export "proxy_on_response_headers") (param i32 i32) (param $end i32) (result i32)
  (i32.eqz (local.get $end)))
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (call $show (str "x-size") (local.get $size))
  #0)
