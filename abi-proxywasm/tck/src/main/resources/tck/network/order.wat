;; A connection's callbacks: create and on_new_connection, the data of both sides, then done, log and delete.
;; @source abi.md 4
;; @on http
;; @tcp
;; @wait 100
;; @request GET /one
;; @upstream GET /one
;; @origin-body abc
;; @answer-body abc
;; @report created=1 connected=1 down=1 up=1 done=1 log=1 delete=1
(global $created (mut i32) (i32.const 0))
(global $connected (mut i32) (i32.const 0))
(global $first (mut i32) (i32.const 0))
(global $answered (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (global.set $created (local.get $context)))
(func (export "proxy_on_new_connection") (param $context i32) (result i32)
  (global.set $connected (local.get $context))
  #0)
(func (export "proxy_on_downstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (call $report_of_connection) (then (return #0)))
  (if (i32.or (global.get $first) (i32.eqz (local.get $size))) (then (return #0)))
  (global.set $first (local.get $context))
  (call $note (str "created") (i32.eq (local.get $context) (global.get $created)))
  (call $note (str "connected") (i32.eq (local.get $context) (global.get $connected)))
  (call $note (str "down") #1)
  #0)
(func (export "proxy_on_upstream_data") (param $context i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.or (global.get $answered) (i32.eqz (local.get $size))) (then (return #0)))
  (global.set $answered #1)
  (call $mine (local.get $context) (str "up"))
  #0)
(func $mine (param $context i32) (param $p i32) (param $n i32)
  (if (i32.eq (local.get $context) (global.get $first))
    (then (call $note (local.get $p) (local.get $n) #1))))
(func (export "proxy_on_done") (param $context i32) (result i32)
  (call $mine (local.get $context) (str "done"))
  #1)
(func (export "proxy_on_log") (param $context i32)
  (call $mine (local.get $context) (str "log")))
(func (export "proxy_on_delete") (param $context i32)
  (call $mine (local.get $context) (str "delete")))
