;; A stream's context is a child of the root context, and created before its first callback.
;; @source abi.md 5.2
;; @request GET /
;; @report child=1 callback=1
(global $root (mut i32) (i32.const 0))
(global $child (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent))
    (then (global.set $root (local.get $context)) (return)))
  (if (global.get $child) (then (return)))
  (global.set $child (local.get $context))
  (call $note (str "child") (i32.eq (local.get $parent) (global.get $root))))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $note (str "callback") (i32.eq (local.get $context) (global.get $child)))
  #0)
