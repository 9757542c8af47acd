;; Start 0 and a size within: so many bytes go, the new ones stand in their place.
;; @source abi.md 5.3
;; @request POST /
;; @body hello
;; @upstream-body jello
;; @report status=0
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (call $note (str "status") (call $proxy_set_buffer_bytes #0 #0 #1 (str "j")))))
  #0)
