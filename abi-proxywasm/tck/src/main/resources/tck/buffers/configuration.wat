;; The configurations of VM and plugin are buffers 6 and 7 in the callbacks that are told their sizes.
;; @source abi.md 2, 4
;; @vm-config vm text
;; @plugin-config {"a":1}
;; @report size=7 vm=vm text size=7 plugin={"a":1} set=2
(func (export "proxy_on_vm_start") (param $root i32) (param $size i32) (result i32)
  (call $note (str "size") (local.get $size))
  (call $note_out (str "vm") (call $proxy_get_buffer_bytes #6 #0 (local.get $size) (out)))
  #1)
(func (export "proxy_on_configure") (param $root i32) (param $size i32) (result i32)
  (call $note (str "size") (local.get $size))
  (call $note_out (str "plugin") (call $proxy_get_buffer_bytes #7 #0 (local.get $size) (out)))
  (call $note (str "set") (call $proxy_set_buffer_bytes #7 #0 #0 (str "x")))
  #1)
