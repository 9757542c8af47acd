;; A root context whose on_done says true is deleted at once.
;; @source abi.md 5.1
;; @on in-process
;; @end
;; @report done delete closed
(func (export "proxy_on_done") (param i32) (result i32)
  (drop (call $proxy_log #2 (str "done")))
  #1)
(func (export "proxy_on_delete") (param i32)
  (drop (call $proxy_log #2 (str "delete"))))
