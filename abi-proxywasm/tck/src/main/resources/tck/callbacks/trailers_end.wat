;; When trailers follow, no body callback says that it is the last: the trailers are the end.
;; @source abi.md 5.5
;; @request POST /
;; @body abc
;; @trailer x-t: 1
;; @trailer x-u: 2
;; @upstream-trailer x-t: 1
;; @report ends=0 trailers=2 t=1
(global $ends (mut i32) (i32.const 0))
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (global.set $ends (i32.add (global.get $ends) (local.get $end)))
  #0)
(func (export "proxy_on_request_trailers") (param i32) (param $count i32) (result i32)
  (call $note (str "ends") (global.get $ends))
  (call $note (str "trailers") (local.get $count))
  (call $note_out (str "t") (call $proxy_get_header_map_value #1 (str "x-t") (out)))
  #0)
