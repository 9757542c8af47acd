;; StopIterationAndBuffer on a body: each callback sees all that is held with the new piece, and Continue at last sends it all.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream-body onetwo
;; @report size=6 body=onetwo
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (call $note (str "size") (local.get $size))
  (call $note_out (str "body") (call $proxy_get_buffer_bytes #0 #0 (local.get $size) (out)))
  #0)
