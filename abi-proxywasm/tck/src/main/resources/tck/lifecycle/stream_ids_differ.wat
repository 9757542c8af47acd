;; Each stream has an id of its own.
;; @source abi.md 5.2
;; @request GET /
;; @request GET /
;; @report again=0 again=0
(global $last (mut i32) (i32.const 0))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $note (str "again") (i32.eq (local.get $context) (global.get $last)))
  (global.set $last (local.get $context))
  #0)
