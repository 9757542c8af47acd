;; A callout that is not answered in time is answered by a stand-in with status 504.
;; @source abi.md 5.5
;; @request GET /
;; @report status=504
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout/silent" ":authority" "a") #0 #0 #0 #0 #100 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note_out (str "status") (call $proxy_get_header_map_value #6 (str ":status") (out)))
  (call $release #0))
