;; A module without callbacks is a plugin that changes nothing.
;; @source abi.md 4
;; @request POST /
;; @header x-a: 1
;; @body abc
;; @origin-body def
;; @upstream-header x-a: 1
;; @upstream-body abc
;; @answer-body def
(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) #0)
