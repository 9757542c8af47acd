;; A queue that nobody has registered is NotFound, by its name and by its token.
;; @source abi.md 5.6
;; @request GET /
;; @report resolve=1 put=1 get=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "resolve") (call $proxy_resolve_shared_queue #0 #0 (str "none") #16))
  (call $note (str "put") (call $proxy_enqueue_shared_queue #9999 (str "one")))
  (call $note (str "get") (call $proxy_dequeue_shared_queue #9999 (out)))
  #0)
