;; A root context has no place to set a property: NotFound.
;; @source abi.md 5.6
;; @report set=1
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (call $note (str "set") (call $proxy_set_property (str "tck_own") (str "value")))
  #1)
