;; The pairs of a map can be given back as they were: a count, then all lengths, then all names and values, each with a zero byte.
;; @source abi.md 2
;; @request GET /kept
;; @header x-a: 1
;; @header x-a: 2
;; @upstream GET /kept
;; @upstream-header x-a: 1|2
;; @report get=0 count=1 set=0
(func $on_request_headers (param $context i32) (param $count i32) (param $end i32) (result i32)
  (call $note (str "get") (call $proxy_get_header_map_pairs #0 (out)))
  (call $note (str "count") (i32.eq (local.get $count) (i32.load (i32.load #8))))
  (call $note (str "set")
    (call $proxy_set_header_map_pairs #0 (i32.load #8) (i32.load #12)))
  #0)
