;; When the client closes, both closes are told, each with who closed: 1 this side, 2 the other.
;; @source abi.md 4
;; @on http
;; @tcp
;; @wait 100
;; @request GET /one
;; @origin-body abc
;; @answer-body abc
;; @report upstream=1 downstream=2
(global $first (mut i32) (i32.const 0))
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (local.get $size) (then (global.set $first (local.get $context))))
  #0)
(func (export "proxy_on_downstream_connection_close") (param $context i32) (param $peer i32)
  (if (i32.eq (local.get $context) (global.get $first))
    (then (call $note (str "downstream") (local.get $peer)))))
(func (export "proxy_on_upstream_connection_close") (param $context i32) (param $peer i32)
  (if (i32.eq (local.get $context) (global.get $first))
    (then (call $note (str "upstream") (local.get $peer)))))
