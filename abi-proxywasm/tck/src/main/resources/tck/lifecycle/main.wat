;; After _initialize comes main, with no arguments.
;; @source abi.md 4
;; @report initialize=1 main=0
(func (export "_initialize") (call $note (str "initialize") #1))
(func (export "main") (param $count i32) (param $arguments i32) (result i32)
  (call $note (str "main") (local.get $count))
  #0)
