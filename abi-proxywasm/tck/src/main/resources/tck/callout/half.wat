;; A callout whose connection is lost in the middle of the answer's body has one answer without headers, and get_status is 11.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report headers=0 body=0 status=0 code=11
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout/half" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32) (param $headers i32) (param $body i32) (param i32)
  (call $note (str "headers") (local.get $headers))
  (call $note (str "body") (local.get $body))
  (call $note (str "status") (call $proxy_get_status #20 (out)))
  (call $note (str "code") (i32.load #20))
  (call $release #0))
