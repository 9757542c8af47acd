;; A plugin whose on_vm_start says false is refused.
;; @source abi.md 4
;; @refused
(func (export "proxy_on_vm_start") (param i32 i32) (result i32) #0)
