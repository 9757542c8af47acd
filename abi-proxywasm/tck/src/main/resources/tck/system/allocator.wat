;; A module that exports both proxy_on_memory_allocate and malloc is asked by the former.
;; @source abi.md 5.4
;; @request GET /
;; @header x-a: 1
;; @report malloc=0
(global $mallocs (mut i32) (i32.const 0))
(func (export "proxy_on_memory_allocate") (param $size i32) (result i32)
  (call $allocate (local.get $size)))
(func (export "malloc") (param $size i32) (result i32)
  (global.set $mallocs (i32.add (global.get $mallocs) #1))
  (call $allocate (local.get $size)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note (str "malloc") (global.get $mallocs))
  #0)
