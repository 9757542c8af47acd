;; Filters see the client's bytes in the order of the chain.
;; @source abi.md 4
;; @on http
;; @tcp
;; @filters 2
;; @request GET /one
;; @upstream GET /21one
;; @origin-body abc
;; @answer-body abc
(global $seen (mut i32) (i32.const 0))
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (if (global.get $seen) (then (return #0)))
  (global.set $seen #1)
  (drop (call $proxy_set_buffer_bytes #2 #0 #5 #0 #0))
  (drop (call $proxy_set_buffer_bytes #2 #0 #0 (global.get $filter) #1))
  (drop (call $proxy_set_buffer_bytes #2 #0 #0 (str "GET /")))
  #0)
