;; Pairs that are cut short, or say more entries than there are bytes, change nothing.
;; @source abi.md 2
;; @request GET /kept
;; @header x-a: 1
;; @upstream GET /kept
;; @upstream-header x-a: 1
;; @report short=2 count=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (i32.store #128 #1)
  (call $note (str "short") (call $proxy_set_header_map_pairs #0 #128 #6))
  (i32.store #128 #0x40000000)
  (call $note (str "count") (call $proxy_set_header_map_pairs #0 #128 #12))
  #0)
