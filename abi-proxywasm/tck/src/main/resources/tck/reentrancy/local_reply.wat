;; What a local reply causes comes after the callback that sent it, never within it.
;; @source abi.md 5.6
;; @on http
;; @request GET /
;; @no-upstream
;; @answer 403
;; @wait 100
;; @report inside=0
(global $inside (mut i32) (i32.const 0))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (global.set $inside #1)
  (drop (call $proxy_send_local_response #403 #0 #0 #0 #0 #0 #0 #-1))
  (global.set $inside #0)
  #1)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (i32.eqz (global.get $said)) (then (call $note (str "inside") (global.get $inside))))
  #0)
