;; New bytes outside the guest's memory, or a place for the result outside it, are InvalidMemoryAccess.
;; @source abi.md 2
;; @request POST /
;; @body hello
;; @upstream-body hello
;; @report set=6 get=6 status=6
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then
      (call $note (str "set") (call $proxy_set_buffer_bytes #0 #0 #0 #0x7fffff00 #5))
      (call $note (str "get") (call $proxy_get_buffer_bytes #0 #0 #5 #0x7fffff00 #12))
      (call $note (str "status") (call $proxy_get_buffer_status #0 #0x7fffff00 #12))))
  #0)
