;; A gRPC call to an upstream that there is none of is ParseFailure.
;; @source abi.md 5.5
;; @request GET /
;; @report call=4 stream=4
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "call") (call $proxy_grpc_call (str "no-such-upstream") (str "s") (str "m")
    #0 #0 #0 #0 #1000 #16))
  (call $note (str "stream") (call $proxy_grpc_stream (str "no-such-upstream") (str "s") (str "m")
    #0 #0 #16))
  #0)
