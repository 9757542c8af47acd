;; Filters see the response in the reverse order of the chain.
;; @source abi.md 5.1
;; @on http
;; @filters 3
;; @request GET /
;; @origin-body abc
;; @answer-header x-way: 321
;; @answer-body 123abc
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #2 (str "content-length")))
  (call $append_filter #2 (str "x-way"))
  #0)
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (drop (call $proxy_set_buffer_bytes #1 #0 #0 (global.get $filter) #1))
  #0)
