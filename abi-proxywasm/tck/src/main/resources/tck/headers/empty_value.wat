;; A header whose value is empty is there: OK with size 0, and nothing is allocated for it.
;; @source abi.md 5.3, 5.4
;; @request GET /
;; @header x-a:
;; @report status=0 size=0 allocations=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (local $before i32)
  (local.set $before (global.get $allocations))
  (call $note (str "status") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note (str "size") (i32.load #12))
  (call $note (str "allocations") (i32.sub (global.get $allocations) (local.get $before)))
  #0)
