;; Filters see the request in the order of the chain, and a later one what an earlier one made of it.
;; @source abi.md 5.1
;; @on http
;; @filters 2
;; @request POST /
;; @body abc
;; @upstream-header x-way: 12
;; @upstream-body 21abc
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #0 (str "content-length")))
  (call $append_filter #0 (str "x-way"))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (drop (call $proxy_set_buffer_bytes #0 #0 #0 (global.get $filter) #1))
  #0)
