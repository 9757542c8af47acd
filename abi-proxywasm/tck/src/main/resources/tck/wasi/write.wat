;; fd_write to 1 and 2 writes a line to the log and tells how many bytes it took.
;; @source abi.md 3
;; @request GET /
;; @report out=0 size=5 error=0 fdstat=0 rights=64
(import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
(func $vector (param $p i32) (param $n i32)
  (i32.store #128 (local.get $p))
  (i32.store #132 (local.get $n)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $vector (str "line\0a"))
  (call $note (str "out") (call $fd_write #1 #128 #1 #16))
  (call $note (str "size") (i32.load #16))
  (call $note (str "error") (call $fd_write #2 #128 #1 #16))
  (call $note (str "fdstat") (call $fd_fdstat_get #1 #256))
  (call $note (str "rights") (i32.wrap_i64 (i64.load #264)))
  #0)
