;; The status of a buffer is its length, with flags 0.
;; @source abi.md 3
;; @request POST /
;; @body hello
;; @report status=0 length=5 flags=0
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then
      (i32.store #12 #7)
      (call $note (str "status") (call $proxy_get_buffer_status #0 #8 #12))
      (call $note (str "length") (i32.load #8))
      (call $note (str "flags") (i32.load #12))))
  #0)
