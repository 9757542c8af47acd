;; What is set under a key can be got, with a version that is not 0; a key that is not there is NotFound.
;; @source abi.md 5.6
;; @request GET /
;; @report missing=1 set=0 get=one version=1
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "missing") (call $proxy_get_shared_data (str "key") (out) #16))
  (call $note (str "set") (call $proxy_set_shared_data (str "key") (str "one") #0))
  (call $note_out (str "get") (call $proxy_get_shared_data (str "key") (out) #16))
  (call $note (str "version") (i32.ne (i32.load #16) #0))
  #0)
