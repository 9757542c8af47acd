;; The plugin that sends a local reply works on it, too, as on any response.
;; @source abi.md 5.2
;; @on http
;; @request GET /
;; @no-upstream
;; @answer 403
;; @answer-header x-own: yes
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #403 #0 #0 (str "no") #0 #0 #-1))
  #1)
(func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
  (drop (call $proxy_add_header_map_value #2 (str "x-own") (str "yes")))
  #0)
