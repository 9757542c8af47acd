;; A local reply from a body callback ends the request as well.
;; @source abi.md 5.2
;; @on http
;; @request POST /
;; @body bad words
;; @answer 403
;; @answer-body no
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (local.get $size)
    (then (drop (call $proxy_send_local_response #403 #0 #0 (str "no") #0 #0 #-1))))
  #1)
