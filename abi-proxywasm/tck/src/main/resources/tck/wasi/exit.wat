;; proc_exit does not end anything: the guest goes on.
;; @source abi.md 3
;; @request GET /
;; @report after=1
(import "wasi_unstable" "proc_exit" (func $proc_exit (param i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $proc_exit #1)
  (call $note (str "after") #1)
  #0)
