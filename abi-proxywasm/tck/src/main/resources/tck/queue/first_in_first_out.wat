;; A queue gives its items in the order they came, then Empty; its token is not 0 and can be resolved by name.
;; @source abi.md 5.6
;; @request GET /
;; @report register=0 token=1 resolve=0 same=1 put=0 put=0 get=one get=two get=!7
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "register") (call $proxy_register_shared_queue (str "q") #16))
  (call $note (str "token") (i32.ne (i32.load #16) #0))
  (call $note (str "resolve") (call $proxy_resolve_shared_queue #0 #0 (str "q") #20))
  (call $note (str "same") (i32.eq (i32.load #16) (i32.load #20)))
  (call $note (str "put") (call $proxy_enqueue_shared_queue (i32.load #16) (str "one")))
  (call $note (str "put") (call $proxy_enqueue_shared_queue (i32.load #16) (str "two")))
  (call $note_out (str "get") (call $proxy_dequeue_shared_queue (i32.load #16) (out)))
  (call $note_out (str "get") (call $proxy_dequeue_shared_queue (i32.load #16) (out)))
  (call $note_out (str "get") (call $proxy_dequeue_shared_queue (i32.load #16) (out)))
  #0)
