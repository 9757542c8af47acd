;; A request over HTTP/2 shows its pseudo headers as one over HTTP/1.1 does, and its protocol.
;; @source abi.md 5.3, 5.6
;; @on http
;; @http2
;; @request GET /h2/path?q=1
;; @upstream GET /h2/path?q=1
;; @report method=GET path=/h2/path?q=1 authority=tck.example scheme=http protocol=HTTP/2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "method") (call $proxy_get_header_map_value #0 (str ":method") (out)))
  (call $note_out (str "path") (call $proxy_get_header_map_value #0 (str ":path") (out)))
  (call $note_out (str "authority") (call $proxy_get_header_map_value #0 (str ":authority") (out)))
  (call $note_out (str "scheme") (call $proxy_get_header_map_value #0 (str ":scheme") (out)))
  (call $note_out (str "protocol") (call $proxy_get_property (str "request\00protocol") (out)))
  #0)
