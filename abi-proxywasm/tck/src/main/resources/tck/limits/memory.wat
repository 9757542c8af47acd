;; Memory past the plugin's limit (64 MiB) is not given: memory.grow says -1.
;; @source abi.md 6
;; @request GET /
;; @report grown=-1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "grown") (memory.grow #2048))
  #0)
