;; The value of a header is that of its first entry, whatever the case of the name; a missing one is NotFound.
;; @source abi.md 5.3, spec#53
;; @request GET /
;; @header x-a: 1
;; @header x-a: 2
;; @report lower=1 upper=1 missing=!1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "lower") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note_out (str "upper") (call $proxy_get_header_map_value #0 (str "X-A") (out)))
  (call $note_out (str "missing") (call $proxy_get_header_map_value #0 (str "x-b") (out)))
  #0)
