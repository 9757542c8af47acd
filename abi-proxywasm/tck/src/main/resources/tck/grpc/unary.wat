;; A gRPC call that succeeds is answered by its message alone, in the root context; there is no close after it.
;; @source abi.md 4, 5.5
;; @on http
;; @wait 100
;; @request GET /
;; @report call=0 token=1 root=1 size=5 text=hello
(global $root (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent)) (then (global.set $root (local.get $context)))))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "call") (call $proxy_grpc_call (str "http2") (str "tck.Kit") (str "Echo")
    #0 #0 (str "hello") #5000 #16))
  #1)
(func (export "proxy_on_grpc_receive") (param $context i32) (param $token i32) (param $size i32)
  (call $note (str "token") (i32.eq (local.get $token) (i32.load #16)))
  (call $note (str "root") (i32.eq (local.get $context) (global.get $root)))
  (call $note (str "size") (local.get $size))
  (call $note_out (str "text") (call $proxy_get_buffer_bytes #5 #0 #-1 (out)))
  (call $release #0))
(func (export "proxy_on_grpc_close") (param i32 i32 i32)
  (call $note (str "closed") #1))
