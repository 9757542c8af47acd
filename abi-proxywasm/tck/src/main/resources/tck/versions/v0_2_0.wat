;; ABI 0.2.0: on_request_headers has end_of_stream, a missing header is NotFound.
;; @source abi.md 1
;; @request GET /
;; @report end=1 missing=!1
(func (export "proxy_abi_version_0_2_0"))
(func $on_request_headers (param i32 i32) (param $end i32) (result i32)
  (call $note (str "end") (local.get $end))
  (call $note_out (str "missing") (call $proxy_get_header_map_value #0 (str "x-none") (out)))
  #0)
