;; Once the request headers have gone on they can still be read, and writing them is BadArgument.
;; @source abi.md 5.1
;; @request POST /
;; @header x-a: 1
;; @body abc
;; @upstream-header x-a: 1
;; @report get=1 set=2
(func (export "proxy_on_request_body") (param i32 i32) (param $end i32) (result i32)
  (if (local.get $end)
    (then
      (call $note_out (str "get") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
      (call $note (str "set") (call $proxy_add_header_map_value #0 (str "x-a") (str "2")))))
  #0)
