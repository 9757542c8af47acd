;; The configurations can be read in any callback, also of a stream.
;; @source abi.md 2
;; @vm-config vm text
;; @plugin-config {"a":1}
;; @request GET /
;; @report vm=vm text plugin={"a":1}
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "vm") (call $proxy_get_buffer_bytes #6 #0 #-1 (out)))
  (call $note_out (str "plugin") (call $proxy_get_buffer_bytes #7 #0 #-1 (out)))
  #0)
