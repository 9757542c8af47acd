;; Removing a header takes out every entry of the name; removing one that is not there is OK.
;; @source abi.md 5.3
;; @request GET /
;; @header x-a: 1
;; @header x-a: 2
;; @header x-b: 3
;; @upstream-header !x-a
;; @upstream-header x-b: 3
;; @report there=0 missing=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "there") (call $proxy_remove_header_map_value #0 (str "x-a")))
  (call $note (str "missing") (call $proxy_remove_header_map_value #0 (str "x-none")))
  #0)
