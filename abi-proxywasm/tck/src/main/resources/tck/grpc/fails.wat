;; A call that the server fails ends with on_grpc_close; get_status tells the code and the message.
;; @source abi.md 3, 5.5
;; @on http
;; @request GET /
;; @report close=5 status=0 code=5 text=nothing here
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_grpc_call (str "http2") (str "tck.Kit") (str "Fail") #0 #0 (str "x") #5000 #16))
  #1)
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "close") (local.get $status))
  (call $note (str "status") (call $proxy_get_status #20 (out)))
  (call $note (str "code") (i32.load #20))
  (call $note_text (str "text") (i32.load #8) (i32.load #12))
  (call $release #0))
