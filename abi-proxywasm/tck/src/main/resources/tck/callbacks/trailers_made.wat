;; In the last body callback a write to the trailers makes them.
;; @source abi.md 5.1
;; @request POST /
;; @body one
;; @body two
;; @upstream-trailer x-made: yes
;; @report status=0
(func (export "proxy_on_request_body") (param i32 i32) (param $end i32) (result i32)
  (if (local.get $end)
    (then (call $note (str "status") (call $proxy_add_header_map_value #1 (str "x-made") (str "yes")))))
  #0)
