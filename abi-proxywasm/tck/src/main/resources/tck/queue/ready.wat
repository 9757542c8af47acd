;; Who registered a queue hears on_queue_ready in its root context for what is put in, not before the guest call is over.
;; @source abi.md 5.6
;; @request GET /
;; @wait 200
;; @report put=0 ready=1 root=1 get=one
(global $root (mut i32) (i32.const 0))
(func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
  (if (i32.eqz (local.get $parent)) (then (global.set $root (local.get $context)))))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_register_shared_queue (str "q") #16))
  (call $note (str "put") (call $proxy_enqueue_shared_queue (i32.load #16) (str "one")))
  #0)
(func (export "proxy_on_queue_ready") (param $context i32) (param $token i32)
  (call $note (str "ready") (i32.eq (local.get $token) (i32.load #16)))
  (call $note (str "root") (i32.eq (local.get $context) (global.get $root)))
  (call $note_out (str "get") (call $proxy_dequeue_shared_queue (local.get $token) (out))))
