;; StopAllIterationAndBuffer on the headers: a body past the limit is answered 413.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body 1500000*a
;; @no-upstream
;; @answer 413
(func $on_request_headers (param i32 i32 i32) (result i32) #3)
