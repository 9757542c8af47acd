;; A write with a version succeeds only while that is the present one; else it is CasMismatch and changes nothing.
;; @source abi.md 5.6
;; @request GET /
;; @report right=0 stale=8 value=two unconditional=0 value=four
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_set_shared_data (str "key") (str "one") #0))
  (drop (call $proxy_get_shared_data (str "key") (out) #16))
  (call $note (str "right") (call $proxy_set_shared_data (str "key") (str "two") (i32.load #16)))
  (call $note (str "stale") (call $proxy_set_shared_data (str "key") (str "three") (i32.load #16)))
  (call $note_out (str "value") (call $proxy_get_shared_data (str "key") (out) #20))
  (call $note (str "unconditional") (call $proxy_set_shared_data (str "key") (str "four") #0))
  (call $note_out (str "value") (call $proxy_get_shared_data (str "key") (out) #20))
  #0)
