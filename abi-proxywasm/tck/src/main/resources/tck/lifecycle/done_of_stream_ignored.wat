;; What on_done says of a stream does not matter: on_delete follows at once.
;; @source abi.md 4, 5.3
;; @request GET /
;; @wait 100
;; @report delete=1
(func (export "proxy_on_done") (param i32) (result i32) #0)
(func (export "proxy_on_delete") (param i32) (call $note (str "delete") #1))
