;; A property that a plugin has set can be read for the rest of the stream.
;; @source abi.md 5.6
;; @request GET /
;; @report set=0 get=value later=value
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "set") (call $proxy_set_property (str "tck_own") (str "value")))
  (call $note_out (str "get") (call $proxy_get_property (str "tck_own") (out)))
  #0)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (call $proxy_get_property (str "tck_own") (out)) (then (return #0)))
  (call $note_out (str "later") (call $proxy_get_property (str "tck_own") (out)))
  #0)
