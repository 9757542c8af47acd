;; A filter that traps fails its stream; the others of the chain still end theirs.
;; @source abi.md 9
;; @on http
;; @filters 2
;; @request GET /
;; @header x-trap: yes
;; @no-upstream
;; @answer 503
;; @report ends=1
(func (export "proxy_on_configure") (param i32 i32) (result i32) (call $read_filter) #1)
(global $ends (mut i32) (i32.const 0))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (if (i32.eq (i32.load8_u (global.get $filter)) #49) (then (return #0)))
  (if (i32.eqz (call $proxy_get_header_map_value #0 (str "x-trap") (out))) (then unreachable))
  #0)
(func (export "proxy_on_delete") (param i32)
  (call $note (str "ends") #1))
