;; Pseudo headers can be written: the request goes on with the new method, path and authority.
;; @source abi.md 5.3
;; @on http
;; @request GET /old
;; @upstream DELETE /new?q
;; @upstream-header host: other.example
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_replace_header_map_value #0 (str ":path") (str "/new?q")))
  (drop (call $proxy_replace_header_map_value #0 (str ":method") (str "DELETE")))
  (drop (call $proxy_replace_header_map_value #0 (str ":authority") (str "other.example")))
  #0)
