;; The next callback means its own context again.
;; @source abi.md 5.7
;; @request POST /
;; @header x-a: 1
;; @body b
;; @report root=0 body=b
(global $root (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent)) (then (global.set $root (local.get $context)))))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $note (str "root") (call $proxy_set_effective_context (global.get $root)))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (call $note_out (str "body") (call $proxy_get_buffer_bytes #0 #0 #-1 (out)))))
  #0)
