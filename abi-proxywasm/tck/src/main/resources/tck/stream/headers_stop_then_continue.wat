;; StopIteration on request headers (ABI 0.2.1) holds headers and body; continue_stream, from a callout's answer,
;; sends the headers on and gives the same filter one body callback with everything that came meanwhile.
;; @source abi.md 5.1
;; @on http
;; @request POST /
;; @body one
;; @body two
;; @upstream POST /
;; @upstream-body onetwo
;; @upstream-header x-answer: 200
;; @report call=0 continue=0 body=6
(global $stream (mut i32) (i32.const 0))
(global $size (mut i32) (i32.const 0))

(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $stream (local.get $context))
  (call $note (str "call") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout/slow" ":authority" "a")
    #0 #0 #0 #0 #5000 #16))
  #1)

(func (export "proxy_on_request_body") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (global.set $size (i32.add (global.get $size) (local.get $size)))
  (if (local.get $end) (then (call $note (str "body") (global.get $size))))
  #0)

(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (drop (call $proxy_get_header_map_value #6 (str ":status") (out)))
  (drop (call $proxy_set_effective_context (global.get $stream)))
  (drop (call $proxy_add_header_map_value #0 (str "x-answer") (i32.load #8) (i32.load #12)))
  (call $note (str "continue") (call $proxy_continue_stream #0)))
