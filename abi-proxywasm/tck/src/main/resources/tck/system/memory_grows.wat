;; Memory may grow while the host allocates in it: the value still arrives whole.
;; @source abi.md 5.4
;; @request GET /
;; @header x-a: 12345
;; @report a=12345
(func (export "malloc") (param i32) (result i32)
  (i32.mul (memory.grow #1) #65536))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "a") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  #0)
