;; A plugin starts with its root context, then on_vm_start and on_configure with that context, each told the size of its configuration.
;; @source abi.md 4, 5.1
;; @vm-config 12345
;; @plugin-config {"a":1}
;; @report created=0 started=1 size=5 configured=1 size=7
(global $root (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent))
    (then
      (global.set $root (local.get $context))
      (call $note (str "created") (local.get $parent)))))
(func (export "proxy_on_vm_start") (param $context i32) (param $size i32) (result i32)
  (call $note (str "started") (i32.eq (local.get $context) (global.get $root)))
  (call $note (str "size") (local.get $size))
  #1)
(func (export "proxy_on_configure") (param $context i32) (param $size i32) (result i32)
  (call $note (str "configured") (i32.eq (local.get $context) (global.get $root)))
  (call $note (str "size") (local.get $size))
  #1)
