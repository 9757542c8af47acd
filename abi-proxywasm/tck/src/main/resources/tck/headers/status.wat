;; The status of a response is in its map and can be written.
;; @source abi.md 5.3
;; @request GET /
;; @origin 404
;; @answer 410
;; @report status=404
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (if (i32.eqz (global.get $said))
    (then
      (call $note_out (str "status") (call $proxy_get_header_map_value #2 (str ":status") (out)))
      (drop (call $proxy_replace_header_map_value #2 (str ":status") (str "410")))))
  #0)
