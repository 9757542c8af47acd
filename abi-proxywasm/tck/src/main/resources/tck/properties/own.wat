;; A plugin can read its own name, root id and VM id.
;; @source abi.md 5.6
;; @on http
;; @request GET /
;; @report name=properties-own root=
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note_out (str "name") (call $proxy_get_property (str "plugin_name") (out)))
  (call $note_out (str "root") (call $proxy_get_property (str "plugin_root_id") (out)))
  #0)
