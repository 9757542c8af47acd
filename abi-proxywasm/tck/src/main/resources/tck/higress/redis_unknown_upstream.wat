;; A Redis service that there is no upstream for is BadArgument.
;; @source abi.md 7
;; @alone
;; @request GET /
;; @report init=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "init")
    (call $proxy_redis_init (str "no-such-upstream") #0 #0 #0 #0 #100))
  #0)
