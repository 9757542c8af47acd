;; Bytes that a guest injects go out after this filter, in their order with what it lets through.
;; @source abi.md 7
;; @on http
;; @alone
;; @request GET /
;; @origin-body one
;; @origin-body two
;; @answer-body injectedonetwo
;; @report status=0
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_remove_header_map_value #2 (str "content-length")))
  #0)
(func (export "proxy_on_response_body") (param i32) (param $size i32) (param $end i32) (result i32)
  (if (i32.eqz (global.get $said))
    (then
      (call $note (str "status")
        (call $proxy_inject_encoded_data_to_filter_chain (str "injected") #0))))
  #0)
