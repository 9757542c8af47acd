;; A gRPC request gets its local reply as trailers only: HTTP 200 with grpc-status.
;; @source abi.md 5.2
;; @on http
;; @request POST /
;; @header content-type: application/grpc
;; @body 12345
;; @no-upstream
;; @answer 200
;; @answer-header grpc-status: 7
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #403 #0 #0 (str "no") #0 #0 #7))
  #1)
