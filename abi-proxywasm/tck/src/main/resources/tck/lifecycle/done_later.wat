;; A root context whose on_done says false is kept until the guest calls proxy_done; on_delete follows then.
;; @source abi.md 5.1
;; @on in-process
;; @end
;; @report done 0 delete closed
(global $asked (mut i32) (i32.const 0))
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (drop (call $proxy_set_tick_period_milliseconds #50))
  #1)
(func (export "proxy_on_done") (param i32) (result i32)
  (global.set $asked #1)
  (drop (call $proxy_log #2 (str "done")))
  #0)
(func (export "proxy_on_tick") (param i32)
  (if (i32.eqz (global.get $asked)) (then (return)))
  (i32.store8 #64 (i32.add #48 (call $proxy_done)))
  (drop (call $proxy_log #2 #64 #1)))
(func (export "proxy_on_delete") (param i32)
  (drop (call $proxy_log #2 (str "delete"))))
