;; Trailers made in the last body callback of a response go out over HTTP/2.
;; @source abi.md 5.1
;; @on http
;; @http2
;; @request GET /h2
;; @origin-body abc
;; @answer-body abc
;; @answer-trailer x-made: yes
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (local.get $end)
    (then (drop (call $proxy_add_header_map_value #3 (str "x-made") (str "yes")))))
  #0)
