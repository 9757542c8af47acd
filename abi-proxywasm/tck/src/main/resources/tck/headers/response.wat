;; Response headers can be added, replaced and removed.
;; @source abi.md 5.3
;; @request GET /
;; @origin-header x-a: 1
;; @origin-header x-b: 2
;; @origin-header x-c: 3
;; @answer-header x-a: 1|more
;; @answer-header x-b: new
;; @answer-header !x-c
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_add_header_map_value #2 (str "x-a") (str "more")))
  (drop (call $proxy_replace_header_map_value #2 (str "x-b") (str "new")))
  (drop (call $proxy_remove_header_map_value #2 (str "x-c")))
  #0)
