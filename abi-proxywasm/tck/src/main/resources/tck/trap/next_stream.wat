;; After a trap a new stream meets a fresh VM.
;; @source abi.md 9
;; @on http
;; @request GET /
;; @header x-trap: yes
;; @answer 503
;; @request GET /
;; @answer 200
;; @report ran=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (if (i32.eqz (call $proxy_get_header_map_value #0 (str "x-trap") (out))) (then unreachable))
  (call $note (str "ran") #1)
  #0)
