;; Numbers are 8 bytes, little-endian; what is not known yet is NotFound.
;; @source abi.md 5.6
;; @on http
;; @request GET /
;; @origin 201
;; @answer 201
;; @report early=1 size=8 code=201
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "early") (call $proxy_get_property (str "response\00code") (out)))
  #0)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (call $proxy_get_property (str "response\00code") (out)) (then (return #0)))
  (if (i32.ne (i32.load (i32.load #8)) #201) (then (return #0)))
  (call $note (str "size") (i32.load #12))
  (call $note (str "code") (i32.load (i32.load #8)))
  #0)
