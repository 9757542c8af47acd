;; A host function that is not for _initialize traps in it: the plugin is refused.
;; @source abi.md 3
;; @refused
(func (export "_initialize")
  (drop (call $proxy_set_shared_data (str "key") (str "value") #0)))
