;; A callout that gets no connection is answered by a stand-in with status 503.
;; @source abi.md 5.5
;; @request GET /
;; @report send=0 status=503
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $note (str "send") (call $proxy_http_call (str "nobody")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note_out (str "status") (call $proxy_get_header_map_value #6 (str ":status") (out)))
  (call $release #0))
