;; poll_oneoff never waits and reports no event; sched_yield is OK.
;; @source abi.md 3
;; @request GET /
;; @report poll=0 events=0 yield=0
(import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (i32.store #16 #7)
  (call $note (str "poll") (call $poll_oneoff #128 #256 #1 #16))
  (call $note (str "events") (i32.load #16))
  (call $note (str "yield") (call $sched_yield))
  #0)
