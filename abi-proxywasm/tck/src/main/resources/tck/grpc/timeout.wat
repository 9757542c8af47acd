;; A call that is not answered in time ends with status 4, DeadlineExceeded.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report close=4
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_grpc_call (str "http2") (str "tck.Kit") (str "Silent") #0 #0 (str "x") #200 #16))
  #1)
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "close") (local.get $status))
  (call $release #0))
