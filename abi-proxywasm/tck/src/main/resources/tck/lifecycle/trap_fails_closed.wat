;; A guest that traps in request headers fails its stream with 503, when it is to fail closed.
;; @source abi.md 5.2
;; @request GET /
;; @no-upstream
;; @answer 503
(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) unreachable)
