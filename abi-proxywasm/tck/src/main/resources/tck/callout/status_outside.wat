;; Outside of a callout's answer its maps have nothing, its buffer is NotFound, and get_status is OK.
;; @source abi.md 3
;; @request GET /
;; @report pairs=0 size=0 body=1 status=0 code=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (i32.store #12 #7)
  (call $note (str "pairs") (call $proxy_get_header_map_pairs #6 (out)))
  (call $note (str "size") (i32.load #12))
  (call $note (str "body") (call $proxy_get_buffer_bytes #4 #0 #9 (out)))
  (call $note (str "status") (call $proxy_get_status #16 (out)))
  (call $note (str "code") (i32.load #16))
  #0)
