;; In ABI 0.2.100 StopIteration on request headers lets body callbacks come; Continue from the last one sends headers and body.
;; @source abi.md 1, 5.1
;; @on http
;; @alone
;; @request POST /
;; @body one
;; @body two
;; @upstream-header x-body: onetwo
;; @upstream-body onetwo
(func (export "proxy_abi_version_0_2_100"))
(func $on_request_headers (param i32 i32) (param $end i32) (result i32)
  (i32.eqz (local.get $end)))
(func (export "proxy_on_request_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (local.get $end)) (then (return #1)))
  (drop (call $proxy_get_buffer_bytes #0 #0 (local.get $size) (out)))
  (drop (call $proxy_add_header_map_value #0 (str "x-body") (i32.load #8) (i32.load #12)))
  #0)
