;; A map that there is none of is BadArgument in every function, never a trap.
;; @source abi.md 2, 6
;; @request GET /
;; @report pairs=2 size=2 value=2 add=2 replace=2 remove=2 set=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "pairs") (call $proxy_get_header_map_pairs #8 (out)))
  (call $note (str "size") (call $proxy_get_header_map_size #99 #16))
  (call $note (str "value") (call $proxy_get_header_map_value #-1 (str "x-a") (out)))
  (call $note (str "add") (call $proxy_add_header_map_value #8 (str "x-a") (str "1")))
  (call $note (str "replace") (call $proxy_replace_header_map_value #8 (str "x-a") (str "1")))
  (call $note (str "remove") (call $proxy_remove_header_map_value #8 (str "x-a")))
  (call $note (str "set") (call $proxy_set_header_map_pairs #8 (pairs "x-a" "1")))
  #0)
