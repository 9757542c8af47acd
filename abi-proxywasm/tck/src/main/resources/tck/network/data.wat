;; The data of both sides can be read and changed in its callback: buffers 2 and 3.
;; @source abi.md 3, 4
;; @on http
;; @tcp
;; @request GET /one
;; @origin-body abc
;; @upstream GET /one
;; @upstream-header x-l4: yes
;; @answer 299
;; @answer-body abc
;; @report sizes=1 method=GET
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (i32.or (global.get $said) (i32.eqz (local.get $size))) (then (return #0)))
  (drop (call $proxy_get_buffer_status #2 #8 #12))
  (call $note (str "sizes") (i32.eq (i32.load #8) (local.get $size)))
  (call $note_out (str "method") (call $proxy_get_buffer_bytes #2 #0 #3 (out)))
  (drop (call $proxy_set_buffer_bytes #2 #0 #17 (str "GET /one HTTP/1.1\0d\0ax-l4: yes")))
  #0)
(global $up (mut i32) (i32.const 0))
(func (export "proxy_on_upstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $size)) (then (return #0)))
  (if (global.get $up) (then (return #0)))
  (global.set $up #1)
  (drop (call $proxy_set_buffer_bytes #3 #0 #12 (str "HTTP/1.1 299")))
  #0)
