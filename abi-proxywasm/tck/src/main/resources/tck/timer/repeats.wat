;; A tick period set at the start is kept: on_tick comes again and again, in the root context.
;; @source abi.md 5.6
;; @wait 500
;; @report set=0 root=1 root=1
(global $root (mut i32) (i32.const 0))
(global $ticks (mut i32) (i32.const 0))
(func (export "proxy_on_vm_start") (param $context i32) (param i32) (result i32)
  (global.set $root (local.get $context))
  (call $note (str "set") (call $proxy_set_tick_period_milliseconds #50))
  #1)
(func (export "proxy_on_tick") (param $context i32)
  (global.set $ticks (i32.add (global.get $ticks) #1))
  (if (i32.le_u (global.get $ticks) #2)
    (then (call $note (str "root") (i32.eq (local.get $context) (global.get $root))))))
