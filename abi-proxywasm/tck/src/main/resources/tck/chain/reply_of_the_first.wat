;; A filter that answers by itself: those after it and the upstream see no request; the answer goes through every filter.
;; @source abi.md 5.2
;; @on http
;; @filters 2
;; @request GET /
;; @no-upstream
;; @answer 403
;; @answer-header x-way: 21
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(global $asked (mut i32) (i32.const 0))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (global.set $asked #1)
  (drop (call $proxy_send_local_response #403 #0 #0 #0 #0 #0 #0 #-1))
  #1)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (call $append_filter #2 (str "x-way"))
  #0)
