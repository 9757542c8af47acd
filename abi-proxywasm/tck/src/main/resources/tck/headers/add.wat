;; Adding a header keeps the entries of that name and puts one more after them; names are lower-cased.
;; @source abi.md 5.3
;; @request GET /
;; @header x-a: 1
;; @upstream-header x-a: 1|2
;; @upstream-header x-up: yes
;; @report status=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status") (call $proxy_add_header_map_value #0 (str "x-a") (str "2")))
  (drop (call $proxy_add_header_map_value #0 (str "X-Up") (str "yes")))
  #0)
