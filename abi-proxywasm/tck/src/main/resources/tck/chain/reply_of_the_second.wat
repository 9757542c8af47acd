;; A later filter that answers by itself ends the request of those before it too, which see the answer.
;; @source abi.md 5.2
;; @on http
;; @filters 2
;; @request POST /
;; @body abc
;; @no-upstream
;; @answer 403
;; @answer-header x-way: 21
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func $on_request_headers (param i32 i32 i32) (result i32)
  (if (i32.eq (i32.load8_u (global.get $filter)) #49) (then (return #0)))
  (drop (call $proxy_send_local_response #403 #0 #0 #0 #0 #0 #0 #-1))
  #1)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (call $append_filter #2 (str "x-way"))
  #0)
