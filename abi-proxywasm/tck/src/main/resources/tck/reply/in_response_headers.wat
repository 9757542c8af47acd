;; A local reply from response headers stands in place of the response.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @origin-header x-origin: yes
;; @origin-body secret
;; @answer 502
;; @answer-header !x-origin
;; @answer-body no
(global $sent (mut i32) (i32.const 0))
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (global.get $sent) (then (return #0)))
  (global.set $sent #1)
  (drop (call $proxy_send_local_response #502 #0 #0 (str "no") #0 #0 #-1))
  #1)
