;; Headers of a local reply are its own; one that the gateway would set as well stands once.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @answer 200
;; @answer-header content-type: application/json
;; @answer-header x-a: 1|2
;; @answer-body {}
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #200 #0 #0 (str "{}")
    (pairs "content-type" "application/json" "x-a" "1" "x-a" "2") #-1))
  #1)
