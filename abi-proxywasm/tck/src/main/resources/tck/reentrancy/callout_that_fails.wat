;; A callout that fails at once is answered after the callback that sent it.
;; @source abi.md 5.6
;; @on http
;; @request GET /
;; @report inside=0
(global $inside (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (global.set $inside #1)
  (drop (call $proxy_http_call (str "nobody")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  (global.set $inside #0)
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "inside") (global.get $inside))
  (call $release #0))
