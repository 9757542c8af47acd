;; Header values are bytes: what is no UTF-8 goes through a guest unchanged.
;; @source abi.md 5.3
;; @request GET /
;; @header x-a: ÿþ
;; @upstream-header x-copy: ÿþ
;; @report size=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note (str "size") (i32.load #12))
  (drop (call $proxy_add_header_map_value #0 (str "x-copy") (i32.load #8) (i32.load #12)))
  #0)
