;; The pseudo headers of a request are in its map.
;; @source abi.md 5.3
;; @request PUT /a?b=c
;; @report method=PUT path=/a?b=c authority=tck.example scheme=http
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "method") (call $proxy_get_header_map_value #0 (str ":method") (out)))
  (call $note_out (str "path") (call $proxy_get_header_map_value #0 (str ":path") (out)))
  (call $note_out (str "authority") (call $proxy_get_header_map_value #0 (str ":authority") (out)))
  (call $note_out (str "scheme") (call $proxy_get_header_map_value #0 (str ":scheme") (out)))
  #0)
