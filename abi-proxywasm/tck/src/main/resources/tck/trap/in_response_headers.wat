;; A guest that traps in response headers, when it is to fail closed: 503 in place of the response.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @origin-header x-origin: yes
;; @answer 503
;; @answer-header !x-origin
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32) unreachable)
