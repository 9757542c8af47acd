;; A module with _initialize gets that call first, before any callback; the log can be written in it.
;; @source abi.md 4
;; @report initialize=0 create=1
(func (export "_initialize")
  (call $note (str "initialize") (call $proxy_log #2 (str "starting"))))
(func (export "proxy_on_context_create") (param i32) (param $parent i32)
  (if (i32.eqz (local.get $parent)) (then (call $note (str "create") #1))))
