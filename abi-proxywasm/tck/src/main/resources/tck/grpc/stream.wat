;; A gRPC stream: messages go out with grpc_send while others come in; the end that is sent with the last has the server end too.
;; @source abi.md 3, 5.5
;; @on http
;; @request GET /
;; @report open=0 send=0 got=one send=0 got=two trailing=yes close=0
(global $got (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "open") (call $proxy_grpc_stream (str "http2") (str "tck.Kit") (str "Echo") #0 #0 #16))
  (call $note (str "send") (call $proxy_grpc_send (i32.load #16) (str "one") #0))
  #1)
(func (export "proxy_on_grpc_receive") (param $context i32) (param $token i32) (param $size i32)
  (call $note_out (str "got") (call $proxy_get_buffer_bytes #5 #0 #-1 (out)))
  (if (global.get $got) (then (return)))
  (global.set $got #1)
  (call $note (str "send") (call $proxy_grpc_send (local.get $token) (str "two") #1)))
(func (export "proxy_on_grpc_receive_trailing_metadata") (param $context i32) (param $token i32) (param $count i32)
  (call $note_out (str "trailing") (call $proxy_get_header_map_value #5 (str "x-trailing") (out))))
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "close") (local.get $status))
  (call $release #0))
