;; A module without a version marker is no plugin: it is refused.
;; @source abi.md 1
;; @refused
(func (export "proxy_abi_version_9_9_9"))
