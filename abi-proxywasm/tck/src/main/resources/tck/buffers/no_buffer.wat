;; A buffer that is not there now is NotFound, one that there is none of is BadArgument.
;; @source abi.md 5.3
;; @request GET /
;; @report request=1 response=1 call=1 status=1 set=1 unknown=2 unknown=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "request") (call $proxy_get_buffer_bytes #0 #0 #9 (out)))
  (call $note (str "response") (call $proxy_get_buffer_bytes #1 #0 #9 (out)))
  (call $note (str "call") (call $proxy_get_buffer_bytes #4 #0 #9 (out)))
  (call $note (str "status") (call $proxy_get_buffer_status #1 (out)))
  (call $note (str "set") (call $proxy_set_buffer_bytes #1 #0 #0 (str "x")))
  (call $note (str "unknown") (call $proxy_get_buffer_bytes #77 #0 #9 (out)))
  (call $note (str "unknown") (call $proxy_get_buffer_status #-1 (out)))
  #0)
