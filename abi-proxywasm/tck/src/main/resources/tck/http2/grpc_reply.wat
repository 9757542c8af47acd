;; A gRPC request over HTTP/2 gets a local reply as trailers only, with its message.
;; @source abi.md 5.2
;; @on http
;; @http2
;; @request POST /h2
;; @header content-type: application/grpc
;; @body 12345
;; @no-upstream
;; @answer 200
;; @answer-header grpc-status: 7
;; @answer-header grpc-message: no
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #403 #0 #0 (str "no") #0 #0 #7))
  #1)
