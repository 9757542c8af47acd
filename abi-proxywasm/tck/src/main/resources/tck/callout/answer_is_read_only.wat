;; The headers of a callout's answer cannot be written.
;; @source abi.md 2
;; @request GET /
;; @report add=2 pairs=2
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "add") (call $proxy_add_header_map_value #6 (str "x-a") (str "1")))
  (call $note (str "pairs") (call $proxy_set_header_map_pairs #6 (pairs "x-a" "1")))
  (call $release #0))
