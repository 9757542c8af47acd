;; A guest that calls itself without end exhausts its own stack, not the host's: its stream fails.
;; @source abi.md 9
;; @request GET /
;; @no-upstream
;; @answer 503
(func $deep (param $n i32) (result i32)
  (i32.add (call $deep (i32.add (local.get $n) #1)) #1))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $deep #0))
