;; The names of route and cluster can be read in request headers.
;; @source abi.md 5.6, 7
;; @on http
;; @request GET /
;; @report route=all cluster=origin
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "route") (call $proxy_get_property (str "route_name") (out)))
  (call $note_out (str "cluster") (call $proxy_get_property (str "cluster_name") (out)))
  #0)
