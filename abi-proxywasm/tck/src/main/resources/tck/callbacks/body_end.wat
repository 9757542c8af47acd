;; A body's last callback says that it is the last, once; the headers before it do not.
;; @source abi.md 5.5
;; @request POST /
;; @body one
;; @body two
;; @report headers=0 ends=1 size=6
(global $ends (mut i32) (i32.const 0))
(global $size (mut i32) (i32.const 0))
(func $on_request_headers (param i32 i32) (param $end i32) (result i32)
  (call $note (str "headers") (local.get $end))
  #0)
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (global.set $ends (i32.add (global.get $ends) (local.get $end)))
  (global.set $size (i32.add (global.get $size) (local.get $size)))
  #0)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (global.get $size)
    (then
      (call $note (str "ends") (global.get $ends))
      (call $note (str "size") (global.get $size))
      (global.set $size #0)))
  #0)
