;; A VM without variables has an empty environment and no arguments.
;; @source abi.md 3
;; @request GET /
;; @report variables=0 count=0 arguments=0 count=0
(import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "variables") (call $environ_sizes_get #16 #20))
  (call $note (str "count") (i32.load #16))
  (call $note (str "arguments") (call $args_sizes_get #16 #20))
  (call $note (str "count") (i32.load #16))
  #0)
