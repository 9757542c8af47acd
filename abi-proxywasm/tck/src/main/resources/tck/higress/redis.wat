;; A command is sent to Redis and its reply comes as it is, in buffer 9, in the root context; commands are answered in their order.
;; @source abi.md 7
;; @on http
;; @alone
;; @redis
;; @request GET /
;; @report init=0 set=0 get=0 status=0 size=5 reply=+OK\r\n status=0 size=9 reply=$3\r\nabc\r\n
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (call $note (str "init") (call $proxy_redis_init (str "redis") #0 #0 #0 #0 #5000))
  #1)
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "set") (call $proxy_redis_call (str "redis")
    (str "*3\0d\0a$3\0d\0aSET\0d\0a$3\0d\0atck\0d\0a$3\0d\0aabc\0d\0a") #16))
  (call $note (str "get") (call $proxy_redis_call (str "redis")
    (str "*2\0d\0a$3\0d\0aGET\0d\0a$3\0d\0atck\0d\0a") #20))
  #1)
(func (export "proxy_on_redis_call_response")
    (param $root i32) (param $token i32) (param $status i32) (param $size i32)
  (call $note (str "status") (local.get $status))
  (call $note (str "size") (local.get $size))
  (call $note_out (str "reply") (call $proxy_get_buffer_bytes #9 #0 #-1 (out)))
  (if (i32.eq (local.get $token) (i32.load #20)) (then (call $release #0))))
