;; grpc_cancel resets a stream: the server sees it, the guest hears no more of it, and the token is forgotten.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report cancel=0 again=1 closes=0 resets=1
(global $first (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_grpc_stream (str "http2") (str "tck.Kit") (str "Echo") #0 #0 #16))
  (global.set $first (i32.load #16))
  (drop (call $proxy_grpc_send (global.get $first) (str "one") #0))
  #1)
(global $closes (mut i32) (i32.const 0))
(func (export "proxy_on_grpc_receive") (param $context i32) (param $token i32) (param $size i32)
  (if (i32.eq (local.get $token) (global.get $first))
    (then
      (call $note (str "cancel") (call $proxy_grpc_cancel (global.get $first)))
      (call $note (str "again") (i32.ne (call $proxy_grpc_cancel (global.get $first)) #0))
      (drop (call $proxy_http_call (str "origin")
        (pairs ":method" "GET" ":path" "/callout/slow" ":authority" "a") #0 #0 #0 #0 #5000 #20))
      (return)))
  (call $note_out (str "resets") (call $proxy_get_buffer_bytes #5 #0 #-1 (out)))
  (call $release #0))
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "closes") (global.get $closes))
  (drop (call $proxy_grpc_call (str "http2") (str "tck.Kit") (str "Resets") #0 #0 (str "x") #5000 #16)))
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (global.set $closes (i32.add (global.get $closes) #1)))
