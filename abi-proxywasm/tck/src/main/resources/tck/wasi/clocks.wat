;; The realtime and the monotonic clock go on from call to call, others are not supported; the resolution is 1 ns.
;; @source abi.md 3
;; @request GET /
;; @report real=0 mono=0 other=58 moves=1 resolution=1
(import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
(import "wasi_snapshot_preview1" "clock_res_get" (func $clock_res_get (param i32 i32) (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "real") (call $clock_time_get #0 (i64.const 1) #16))
  (call $note (str "mono") (call $clock_time_get #1 (i64.const 1) #24))
  (call $note (str "other") (call $clock_time_get #9 (i64.const 1) #32))
  (loop $same
    (drop (call $clock_time_get #1 (i64.const 1) #32))
    (br_if $same (i64.eq (i64.load #24) (i64.load #32))))
  (call $note (str "moves") (i64.gt_u (i64.load #32) (i64.load #24)))
  (drop (call $clock_res_get #1 #16))
  (call $note (str "resolution") (i32.load #16))
  #0)
