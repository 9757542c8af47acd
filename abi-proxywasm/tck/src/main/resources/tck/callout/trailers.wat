;; A callout sends the trailers that it was given (over HTTP/1 a length and trailers do not go together, so a gateway may leave them out there).
;; @source abi.md 5.5
;; @on in-process
;; @request GET /
;; @report text=POST,,body,end
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "POST" ":path" "/callout" ":authority" "a")
    (str "body") (pairs "x-trailer" "end") #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note_out (str "text") (call $proxy_get_buffer_bytes #4 #0 #-1 (out)))
  (call $release #0))
