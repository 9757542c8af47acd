;; A period of 0 stops the ticks.
;; @source abi.md 5.6
;; @wait 500
;; @report ticks=1
(global $ticks (mut i32) (i32.const 0))
(func (export "proxy_on_vm_start") (param i32 i32) (result i32)
  (drop (call $proxy_set_tick_period_milliseconds #50))
  #1)
(func (export "proxy_on_tick") (param i32)
  (global.set $ticks (i32.add (global.get $ticks) #1))
  (call $note (str "ticks") (global.get $ticks))
  (drop (call $proxy_set_tick_period_milliseconds #0)))
