;; Setting the pairs of a map puts them in place of all that was there. (Envoy finds no route without x-forwarded-proto.)
;; @source abi.md 3
;; @request GET /old
;; @header x-a: 1
;; @upstream GET /new
;; @upstream-header !x-a
;; @upstream-header x-b: 2
;; @report status=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status")
    (call $proxy_set_header_map_pairs #0
      (pairs ":method" "GET" ":path" "/new" ":authority" "tck.example" ":scheme" "http"
        "x-forwarded-proto" "http" "x-b" "2")))
  #0)
