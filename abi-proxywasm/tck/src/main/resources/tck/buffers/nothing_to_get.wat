;; Nothing asked for, or a start at or past the end: OK, pointer and size 0.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @report none=0 size=0 end=0 size=0 past=0 size=0
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then
      (i32.store #12 #7)
      (call $note (str "none") (call $proxy_get_buffer_bytes #0 #0 #0 (out)))
      (call $note (str "size") (i32.load #12))
      (i32.store #12 #7)
      (call $note (str "end") (call $proxy_get_buffer_bytes #0 #5 #1 (out)))
      (call $note (str "size") (i32.load #12))
      (i32.store #12 #7)
      (call $note (str "past") (call $proxy_get_buffer_bytes #0 #99 #1 (out)))
      (call $note (str "size") (i32.load #12))))
  #0)
