;; The trailers of a request over HTTP/2 on both sides: read, changed, sent on.
;; @source abi.md 4, 5.5
;; @on http
;; @http2
;; @request POST /h2
;; @body abc
;; @trailer x-t: 1
;; @upstream-body abc
;; @upstream-trailer x-t: 2
;; @upstream-trailer x-new: 3
;; @report trailers=1 t=1
(func (export "proxy_on_request_trailers") (param i32) (param $count i32) (result i32)
  (call $note (str "trailers") (local.get $count))
  (call $note_out (str "t") (call $proxy_get_header_map_value #1 (str "x-t") (out)))
  (drop (call $proxy_replace_header_map_value #1 (str "x-t") (str "2")))
  (drop (call $proxy_add_header_map_value #1 (str "x-new") (str "3")))
  #0)
