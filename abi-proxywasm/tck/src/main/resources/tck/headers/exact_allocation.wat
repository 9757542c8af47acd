;; A value comes in one block of exactly its size.
;; @source abi.md 5.4
;; @request GET /
;; @header x-a: 12345
;; @report blocks=1 size=5
(func $on_request_headers (param i32 i32 i32) (result i32)
  (local $before i32)
  (local.set $before (global.get $allocations))
  (drop (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note (str "blocks") (i32.sub (global.get $allocations) (local.get $before)))
  (call $note (str "size") (global.get $allocated))
  #0)
