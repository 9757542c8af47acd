;; A callout without :path, :method or :authority, to an upstream that there is none of, or with a negative timeout is BadArgument.
;; @source abi.md 5.5
;; @request GET /
;; @report path=2 method=2 authority=2 upstream=2 timeout=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "path") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":authority" "a") #0 #0 #0 #0 #100 #16))
  (call $note (str "method") (call $proxy_http_call (str "origin")
    (pairs ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #100 #16))
  (call $note (str "authority") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout") #0 #0 #0 #0 #100 #16))
  (call $note (str "upstream") (call $proxy_http_call (str "no-such-upstream")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #100 #16))
  (call $note (str "timeout") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #-1 #16))
  #0)
