;; A guest that has no memory to give gets InvalidMemoryAccess, no trap.
;; @source abi.md 5.4
;; @request GET /
;; @header x-a: 1
;; @upstream-header x-status: 6
(func (export "malloc") (param i32) (result i32) #0)
(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
  (i32.store8 #60 (i32.add #48 (call $proxy_get_header_map_value #0 (str "x-a") (out))))
  (drop (call $proxy_add_header_map_value #0 (str "x-status") #60 #1))
  #0)
