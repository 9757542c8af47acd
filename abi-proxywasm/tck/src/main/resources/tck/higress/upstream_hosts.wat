;; The endpoints of the stream's upstream come as pairs of address and a JSON object.
;; @source abi.md 7
;; @on http
;; @alone
;; @request GET /
;; @report status=0 count=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status") (call $proxy_get_upstream_hosts (out)))
  (call $note (str "count") (i32.load (i32.load #8)))
  #0)
