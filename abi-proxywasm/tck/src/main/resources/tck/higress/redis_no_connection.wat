;; A command to a Redis that cannot be reached is answered once, with NetworkError.
;; @source abi.md 7
;; @on http
;; @alone
;; @request GET /
;; @report init=0 call=0 token=1 status=1 size=0
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (call $note (str "init") (call $proxy_redis_init (str "nobody") #0 #0 #0 #0 #1000))
  #1)
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "call")
    (call $proxy_redis_call (str "nobody") (str "*1\0d\0a$4\0d\0aPING\0d\0a") #16))
  #1)
(func (export "proxy_on_redis_call_response")
    (param $root i32) (param $token i32) (param $status i32) (param $size i32)
  (call $note (str "token") (i32.eq (local.get $token) (i32.load #16)))
  (call $note (str "status") (local.get $status))
  (call $note (str "size") (local.get $size))
  (call $release #0))
