;; A module without _initialize gets a call of _start.
;; @source abi.md 4
;; @report start=1
(func (export "_start") (call $note (str "start") #1))
