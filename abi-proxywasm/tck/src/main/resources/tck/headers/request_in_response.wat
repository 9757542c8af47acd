;; A plugin may read the request's headers while it works on the response.
;; @source abi.md 5.1
;; @request GET /
;; @header x-a: 1
;; @report get=1
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (i32.eqz (global.get $said))
    (then (call $note_out (str "get") (call $proxy_get_header_map_value #0 (str "x-a") (out)))))
  #0)
