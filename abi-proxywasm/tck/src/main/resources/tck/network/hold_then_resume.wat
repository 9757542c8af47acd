;; Data of the client that is held for a callout goes on when the guest resumes the connection.
;; @source abi.md 4, 5.1
;; @on http
;; @tcp
;; @request GET /one
;; @origin-body abc
;; @upstream GET /one
;; @answer-body abc
;; @report answered=1 resume=0
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (if (global.get $held) (then (return (i32.eqz (global.get $said)))))
  (call $hold (local.get $context))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note (str "answered") #1)
  (drop (call $proxy_set_effective_context (global.get $held)))
  (call $note (str "resume") (call $proxy_continue_stream #2)))
