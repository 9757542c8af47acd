;; What a guest puts in place of a held body is what goes on.
;; @source abi.md 5.1, 5.3
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body three
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (drop (call $proxy_set_buffer_bytes #0 #0 (local.get $size) (str "three")))
  #0)
