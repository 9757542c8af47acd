;; A guest that traps in a body callback, when it is to fail closed: 503, and nothing more goes upstream.
;; @source abi.md 5.2
;; @on http
;; @request POST /
;; @body abc
;; @answer 503
(func (export "proxy_on_request_body") (param i32 i32 i32) (result i32) unreachable)
