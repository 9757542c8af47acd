;; The response body is buffer 1 in its callback, and can be replaced.
;; @source abi.md 5.3
;; @request GET /
;; @origin-body hello
;; @answer-body goodbye
;; @report was=hello set=0
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #2 (str "content-length")))
  #0)
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param i32) (result i32)
  (if (i32.and (i32.ne (local.get $size) #0) (i32.eqz (global.get $said)))
    (then
      (call $note_out (str "was") (call $proxy_get_buffer_bytes #1 #0 #-1 (out)))
      (call $note (str "set") (call $proxy_set_buffer_bytes #1 #0 #-1 (str "goodbye")))))
  #0)
