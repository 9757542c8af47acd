;; A name, a value or a list of pairs outside the guest's memory is InvalidMemoryAccess, and so is a place for a result.
;; @source abi.md 2
;; @request GET /
;; @header x-a: 1
;; @upstream-header x-a: 1
;; @report name=6 value=6 pairs=6 length=6 result=6
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "name") (call $proxy_get_header_map_value #0 #-16 #3 (out)))
  (call $note (str "value") (call $proxy_replace_header_map_value #0 (str "x-a") #0x7fffff00 #9))
  (call $note (str "pairs") (call $proxy_set_header_map_pairs #0 #0x7fffff00 #64))
  (call $note (str "length") (call $proxy_add_header_map_value #0 (str "x-a") #0 #-1))
  (call $note (str "result") (call $proxy_get_header_map_value #0 (str "x-a") #0x7fffff00 #12))
  #0)
