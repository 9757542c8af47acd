;; Replacing a header leaves one entry with the new value, also where there were several.
;; @source abi.md 5.3
;; @request GET /
;; @header x-a: 1
;; @header x-a: 2
;; @upstream-header x-a: new
;; @report status=0 a=new
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "status")
    (call $proxy_replace_header_map_value #0 (str "x-a") (str "new")))
  (call $note_out (str "a") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  #0)
