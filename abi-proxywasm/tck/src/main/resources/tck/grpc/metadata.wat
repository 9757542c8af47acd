;; A stream tells its initial and trailing metadata, maps 4 and 5, with their counts; what the guest sends at first reaches the server.
;; @source abi.md 4, 5.5
;; @on http
;; @request GET /
;; @report open=0 initial=1 x=1 counted=1 trailing=1 y=yes counted=1 close=0
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "open") (call $proxy_grpc_stream (str "http2") (str "tck.Kit") (str "Echo")
    (pairs "x-call" "1") #16))
  (drop (call $proxy_grpc_send (i32.load #16) (str "one") #1))
  #1)
(func (export "proxy_on_grpc_receive_initial_metadata") (param $context i32) (param $token i32) (param $count i32)
  (call $note (str "initial") (i32.eq (local.get $token) (i32.load #16)))
  (call $note_out (str "x") (call $proxy_get_header_map_value #4 (str "x-initial") (out)))
  (drop (call $proxy_get_header_map_pairs #4 (out)))
  (call $note (str "counted") (i32.eq (local.get $count) (i32.load (i32.load #8)))))
(func (export "proxy_on_grpc_receive_trailing_metadata") (param $context i32) (param $token i32) (param $count i32)
  (call $note (str "trailing") (i32.eq (local.get $token) (i32.load #16)))
  (call $note_out (str "y") (call $proxy_get_header_map_value #5 (str "x-trailing") (out)))
  (drop (call $proxy_get_header_map_pairs #5 (out)))
  (call $note (str "counted") (i32.eq (local.get $count) (i32.load (i32.load #8)))))
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "close") (local.get $status))
  (call $release #0))
