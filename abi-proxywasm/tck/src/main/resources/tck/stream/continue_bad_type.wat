;; continue_stream of a stream type that there is none of is BadArgument, of an upstream connection Unimplemented.
;; @source abi.md 5.1
;; @request GET /
;; @report unknown=2 upstream=12
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "unknown") (call $proxy_continue_stream #9))
  (call $note (str "upstream") (call $proxy_continue_stream #3))
  #0)
