;; A response body can be held to its end and replaced as a whole.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @answer-body three
;; @report size=6
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (if (i32.eqz (global.get $said))
    (then
      (call $note (str "size") (local.get $size))
      (drop (call $proxy_set_buffer_bytes #1 #0 (local.get $size) (str "three")))))
  #0)
