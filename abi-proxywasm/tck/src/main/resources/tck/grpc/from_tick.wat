;; A stream may be opened in on_tick, without any HTTP stream.
;; @source abi.md 5.5
;; @on http
;; @wait 500
;; @report open=0 got=one
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (drop (call $proxy_set_tick_period_milliseconds #50))
  #1)
(func (export "proxy_on_tick") (param i32)
  (drop (call $proxy_set_tick_period_milliseconds #0))
  (call $note (str "open") (call $proxy_grpc_stream (str "http2") (str "tck.Kit") (str "Echo") #0 #0 #16))
  (drop (call $proxy_grpc_send (i32.load #16) (str "one") #1)))
(func (export "proxy_on_grpc_receive") (param $context i32) (param $token i32) (param $size i32)
  (call $note_out (str "got") (call $proxy_get_buffer_bytes #5 #0 #-1 (out))))
