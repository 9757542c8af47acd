;; A response body that is held past the limit is answered 500, where its headers have not gone out yet.
;; @source abi.md 5.1
;; @on http
;; @request GET /
;; @origin-body 1500000*a
;; @answer 500
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32) #3)
