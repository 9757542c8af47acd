;; proxy_done of a context that nobody waits for is NotFound.
;; @source abi.md 5.4
;; @request GET /
;; @report done=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "done") (call $proxy_done))
  #0)
