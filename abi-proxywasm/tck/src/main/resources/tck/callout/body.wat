;; A callout sends the body that it was given, as it was at the call.
;; @source abi.md 5.5
;; @request GET /
;; @report text=POST,,body,
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (i32.store #256 #0x79646f62)
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "POST" ":path" "/callout" ":authority" "a")
    #256 #4 #0 #0 #5000 #16))
  (i32.store #256 #0)
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note_out (str "text") (call $proxy_get_buffer_bytes #4 #0 #-1 (out)))
  (call $release #0))
