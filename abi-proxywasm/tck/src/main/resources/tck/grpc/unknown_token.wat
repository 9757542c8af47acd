;; A token that there is none of is NotFound, or BadArgument for one that is not of a gRPC call.
;; @source abi.md 5.5
;; @request GET /
;; @report send=2 cancel=2 close=2 send=1 cancel=1 close=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "send") (call $proxy_grpc_send #4000 (str "x") #1))
  (call $note (str "cancel") (call $proxy_grpc_cancel #4000))
  (call $note (str "close") (call $proxy_grpc_close #4000))
  (call $note (str "send") (call $proxy_grpc_send #4002 (str "x") #1))
  (call $note (str "cancel") (call $proxy_grpc_cancel #4001))
  (call $note (str "close") (call $proxy_grpc_close #4002))
  #0)
