;; A module may check its configuration ahead of on_configure: false refuses it.
;; @source abi.md 4
;; @refused
(func (export "proxy_validate_configuration") (param i32 i32) (result i32) #0)
