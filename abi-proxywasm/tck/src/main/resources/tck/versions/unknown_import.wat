;; An import that the ABI does not have is bound to a stub that answers Unimplemented, so that the rest of the plugin works.
;; @source abi.md 6
;; @alone
;; @request GET /
;; @report status=12
(import "env" "proxy_of_the_future" (func $future (param i32 i32 i64) (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status") (call $future #1 #2 (i64.const 3)))
  #0)
