;; There is no insertion in the middle: BadArgument, and the body stays.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @upstream-body hello
;; @report status=2
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (call $note (str "status") (call $proxy_set_buffer_bytes #0 #2 #1 (str "L")))))
  #0)
