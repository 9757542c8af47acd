;; ABI 0.1.0 resumes a request by continue_request.
;; @source abi.md 1
;; @on http
;; @request GET /
;; @upstream-header x-answer: 200
(global $stream (mut i32) (i32.const 0))
(func (export "proxy_abi_version_0_1_0"))
(func (export "proxy_on_request_headers") (param $context i32) (param $count i32) (result i32)
  (global.set $stream (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #5000 #16))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (drop (call $proxy_set_effective_context (global.get $stream)))
  (drop (call $proxy_add_header_map_value #0 (str "x-answer") (str "200")))
  (drop (call $proxy_continue_request)))
