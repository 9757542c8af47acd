;; A place for the token outside the guest's memory is InvalidMemoryAccess, and nothing is sent.
;; @source abi.md 5.5
;; @request GET /
;; @wait 100
;; @report token=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "token") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #1000 #0x7fffff00))
  #0)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "answer") #1))
