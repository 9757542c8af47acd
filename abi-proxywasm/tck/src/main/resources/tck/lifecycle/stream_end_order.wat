;; At the end of an HTTP stream come on_log, on_done and on_delete, each once, for the stream's context.
;; @source abi.md 5.3
;; @request GET /
;; @wait 100
;; @report log=1 done=1 delete=1
(global $stream (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $stream (local.get $context))
  #0)
(func (export "proxy_on_log") (param $context i32)
  (call $note (str "log") (i32.eq (local.get $context) (global.get $stream))))
(func (export "proxy_on_done") (param $context i32) (result i32)
  (call $note (str "done") (i32.eq (local.get $context) (global.get $stream)))
  #1)
(func (export "proxy_on_delete") (param $context i32)
  (call $note (str "delete") (i32.eq (local.get $context) (global.get $stream))))
