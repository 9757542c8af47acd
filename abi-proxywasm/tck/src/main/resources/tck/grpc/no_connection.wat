;; A gRPC call that gets no connection ends with on_grpc_close and status 14, in the root context.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report call=0 token=1 root=1 status=14
(global $root (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent)) (then (global.set $root (local.get $context)))))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "call") (call $proxy_grpc_call (str "nobody") (str "s") (str "m")
    #0 #0 (str "x") #5000 #16))
  #1)
(func (export "proxy_on_grpc_close") (param $context i32) (param $token i32) (param $status i32)
  (call $note (str "token") (i32.eq (local.get $token) (i32.load #16)))
  (call $note (str "root") (i32.eq (local.get $context) (global.get $root)))
  (call $note (str "status") (local.get $status))
  (call $release #0))
