;; grpc_close half-closes a stream: what the server still sends is told, and a later send fails.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report close=0 send=1 trailing=yes status=0
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_grpc_stream (str "http2") (str "tck.Kit") (str "Echo") #0 #0 #16))
  (drop (call $proxy_grpc_send (i32.load #16) (str "one") #0))
  (call $note (str "close") (call $proxy_grpc_close (i32.load #16)))
  (call $note (str "send") (i32.ne (call $proxy_grpc_send (i32.load #16) (str "two") #0) #0))
  #1)
(func (export "proxy_on_grpc_receive_trailing_metadata") (param $context i32) (param $token i32) (param $count i32)
  (call $note_out (str "trailing") (call $proxy_get_header_map_value #5 (str "x-trailing") (out))))
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "status") (local.get $status))
  (call $release #0))
