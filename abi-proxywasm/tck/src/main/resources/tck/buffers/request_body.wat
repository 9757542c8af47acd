;; The request body is buffer 0 in its callback; more than there is can be asked for, and what there is comes.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @upstream-body hello
;; @report all=hello middle=ell over=lo
(func $on_request_headers (param i32 i32 i32) (result i32) #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then
      (call $note_out (str "all") (call $proxy_get_buffer_bytes #0 #0 #-1 (out)))
      (call $note_out (str "middle") (call $proxy_get_buffer_bytes #0 #1 #3 (out)))
      (call $note_out (str "over") (call $proxy_get_buffer_bytes #0 #3 #100 (out)))))
  #0)
