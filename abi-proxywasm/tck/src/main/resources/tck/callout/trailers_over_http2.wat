;; A callout over HTTP/2 sends the trailers that it was given, and those of the answer are told.
;; @source abi.md 5.5
;; @on http
;; @request GET /
;; @report trailers=1 last=bye text=POST,,body,end
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "http2")
    (pairs ":method" "POST" ":path" "/callout/trailers" ":authority" "a")
    (str "body") (pairs "x-trailer" "end") #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32) (param $trailers i32)
  (call $note (str "trailers") (local.get $trailers))
  (call $note_out (str "last") (call $proxy_get_header_map_value #7 (str "x-last") (out)))
  (call $note_out (str "text") (call $proxy_get_buffer_bytes #4 #0 #-1 (out)))
  (call $release #0))
