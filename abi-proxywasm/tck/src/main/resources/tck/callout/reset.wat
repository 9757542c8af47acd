;; A callout whose connection is lost before an answer gets one answer all the same: a stand-in with 503, or no headers.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report answers=1 status=503
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout/reset" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "answers") #1)
  (call $note_out (str "status") (call $proxy_get_header_map_value #6 (str ":status") (out)))
  (call $release #0))
