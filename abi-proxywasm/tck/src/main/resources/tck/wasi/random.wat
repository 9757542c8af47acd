;; random_get fills up to 64 KiB; more is refused.
;; @source abi.md 3
;; @request GET /
;; @report some=0 differ=1 most=0 more=28
(import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "some") (call $random_get #128 #8))
  (drop (call $random_get #136 #8))
  (call $note (str "differ") (i64.ne (i64.load #128) (i64.load #136)))
  (call $note (str "most") (call $random_get #131072 #65536))
  (call $note (str "more") (call $random_get #131072 #65537))
  #0)
