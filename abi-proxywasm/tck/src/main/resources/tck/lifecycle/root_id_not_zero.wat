;; The root context's id is not 0, which is the VM's own.
;; @source abi.md 4, 5.2
;; @report root=1
(func (export "proxy_on_vm_start") (param $context i32) (param i32) (result i32)
  (call $note (str "root") (i32.ne (local.get $context) #0))
  #1)
