;; A response whose headers have gone out and whose body is held past the limit is broken off.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body 1500000*a
;; @no-answer
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32) #1)
