;; A local reply may come from a callout's answer while the request is held.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @no-upstream
;; @answer 403
;; @answer-body no
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (drop (call $proxy_set_effective_context (global.get $held)))
  (drop (call $proxy_send_local_response #403 #0 #0 (str "no") #0 #0 #-1)))
