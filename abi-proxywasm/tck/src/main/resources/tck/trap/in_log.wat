;; A guest that traps in on_log does not hurt the answer.
;; @source abi.md 6
;; @on http
;; @request GET /
;; @origin-body fine
;; @answer-body fine
(func (export "proxy_on_log") (param i32) unreachable)
