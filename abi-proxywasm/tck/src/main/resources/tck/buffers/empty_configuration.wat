;; A plugin without VM configuration is told size 0.
;; @source abi.md 4
;; @report size=0
(func (export "proxy_on_vm_start") (param i32) (param $size i32) (result i32)
  (call $note (str "size") (local.get $size))
  #1)
