;; The attributes of a request: texts as they are, segments of the path joined by a zero byte.
;; @source abi.md 5.6
;; @on http
;; @request GET /a?b=c
;; @header user-agent: tck
;; @header referer: http://x/
;; @header x-a: 1
;; @report path=/a?b=c url_path=/a query=b=c host=tck.example method=GET scheme=http agent=tck referer=http://x/ protocol=HTTP/1.1 header=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "path") (call $proxy_get_property (str "request\00path") (out)))
  (call $note_out (str "url_path") (call $proxy_get_property (str "request\00url_path") (out)))
  (call $note_out (str "query") (call $proxy_get_property (str "request\00query") (out)))
  (call $note_out (str "host") (call $proxy_get_property (str "request\00host") (out)))
  (call $note_out (str "method") (call $proxy_get_property (str "request\00method") (out)))
  (call $note_out (str "scheme") (call $proxy_get_property (str "request\00scheme") (out)))
  (call $note_out (str "agent") (call $proxy_get_property (str "request\00useragent") (out)))
  (call $note_out (str "referer") (call $proxy_get_property (str "request\00referer") (out)))
  (call $note_out (str "protocol") (call $proxy_get_property (str "request\00protocol") (out)))
  (call $note_out (str "header") (call $proxy_get_property (str "request\00headers\00x-a") (out)))
  #0)
