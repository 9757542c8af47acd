;; A plugin whose on_configure says false is refused.
;; @source abi.md 4
;; @refused
(func (export "proxy_on_configure") (param i32 i32) (result i32) #0)
