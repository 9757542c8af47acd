;; A request without a body says so with its headers, and no body callback follows.
;; @source abi.md 5.5
;; @request GET /
;; @report end=1
(func $on_request_headers (param i32 i32) (param $end i32) (result i32)
  (call $note (str "end") (local.get $end))
  #0)
(func (export "proxy_on_request_body") (param i32 i32 i32) (result i32)
  (call $note (str "body") #1)
  #0)
