;; Source and destination have an address with a port, and the port as a number.
;; @source abi.md 5.6
;; @on http
;; @request GET /
;; @report source=0 port=8 destination=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "source") (call $proxy_get_property (str "source\00address") (out)))
  (drop (call $proxy_get_property (str "source\00port") (out)))
  (call $note (str "port") (i32.load #12))
  (call $note (str "destination") (call $proxy_get_property (str "destination\00address") (out)))
  #0)
