;; A key that is not there takes a write with any version.
;; @source abi.md 5.6
;; @request GET /
;; @report set=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "set") (call $proxy_set_shared_data (str "key") (str "one") #77))
  #0)
