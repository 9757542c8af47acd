;; In on_log the headers of request and response can be read.
;; @source abi.md 5.1
;; @request GET /
;; @header x-a: 1
;; @origin-header x-b: 2
;; @wait 100
;; @report request=1 response=2 missing=!1
(func (export "proxy_on_log") (param i32)
  (call $note_out (str "request") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  (call $note_out (str "response") (call $proxy_get_header_map_value #2 (str "x-b") (out)))
  (call $note_out (str "missing") (call $proxy_get_header_map_value #2 (str "x-none") (out))))
