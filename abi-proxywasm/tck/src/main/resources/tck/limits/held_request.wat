;; A request body that StopIterationAndBuffer holds past the limit, 1 MiB where nothing else is said, is answered 413.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body 1500000*a
;; @no-upstream
;; @answer 413
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32) #1)
