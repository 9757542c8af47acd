;; A call whose stream the server resets ends with one close and a status other than 0.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report failed=1
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_grpc_call (str "http2") (str "tck.Kit") (str "Reset") #0 #0 (str "x") #5000 #16))
  #1)
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "failed") (i32.ne (local.get $status) #0))
  (call $release #0))
