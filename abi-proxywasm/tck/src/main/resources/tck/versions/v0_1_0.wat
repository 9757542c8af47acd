;; In ABI 0.1.0 on_request_headers has no end_of_stream; a header that is missing is OK and empty; the configuration has its own function.
;; @source abi.md 1
;; @plugin-config {"a":1}
;; @request GET /
;; @report configuration={"a":1} missing=
(func (export "proxy_abi_version_0_1_0"))
(func (export "proxy_on_configure") (param i32 i32) (result i32)
  (call $note_out (str "configuration") (call $proxy_get_configuration (out)))
  #1)
(func (export "proxy_on_request_headers") (param $context i32) (param $count i32) (result i32)
  (if (call $asks_for_report) (then (return (call $answer_report))))
  (call $note_out (str "missing") (call $proxy_get_header_map_value #0 (str "x-none") (out)))
  #0)
