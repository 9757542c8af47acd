;; Trailers cannot be made while more of the body is to come.
;; @source abi.md 5.1
;; @request POST /
;; @body one
;; @report status=2
(func $on_request_headers (param i32 i32) (param $end i32) (result i32)
  (call $note (str "status") (call $proxy_add_header_map_value #1 (str "x-made") (str "yes")))
  #0)
