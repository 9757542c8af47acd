;; The size of a map is the bytes of its names and values, not a count.
;; @source abi.md 3, 5.3
;; @request GET /
;; @header x-a: 123
;; @report status=0 same=1
(func $on_request_headers (param $context i32) (param $count i32) (param $end i32) (result i32)
  (call $note (str "status") (call $proxy_get_header_map_size #0 #16))
  (drop (call $proxy_get_header_map_pairs #0 (out)))
  ;; 4 bytes of count, and for each pair 8 of lengths and 2 zero bytes
  (call $note (str "same")
    (i32.eq (i32.load #16)
      (i32.sub (i32.sub (i32.load #12) #4) (i32.mul (local.get $count) #10))))
  #0)
