;; on_request_headers and on_response_headers tell how many headers there are, pseudo headers included.
;; @source abi.md 6
;; @request GET /
;; @report request=1 response=1
(func $on_request_headers (param i32) (param $count i32) (param i32) (result i32)
  (drop (call $proxy_get_header_map_pairs #0 (out)))
  (call $note (str "request") (i32.eq (local.get $count) (i32.load (i32.load #8))))
  #0)
(func (export "proxy_on_response_headers") (param i32) (param $count i32) (param i32) (result i32)
  (drop (call $proxy_get_header_map_pairs #2 (out)))
  (call $note (str "response") (i32.eq (local.get $count) (i32.load (i32.load #8))))
  #0)
