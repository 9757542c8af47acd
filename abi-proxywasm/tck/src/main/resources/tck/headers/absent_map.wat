;; A map that is not there yet (trailers, in request headers) has no pairs, and that is OK; a value of it is NotFound.
;; @source abi.md 5.1, 5.3
;; @request GET /
;; @report pairs=0 size=0 value=!1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "pairs") (call $proxy_get_header_map_pairs #1 (out)))
  (call $note (str "size") (i32.load #12))
  (call $note_out (str "value") (call $proxy_get_header_map_value #1 (str "x-a") (out)))
  #0)
