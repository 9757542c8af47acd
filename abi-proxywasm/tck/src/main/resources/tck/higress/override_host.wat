;; An override has requests go to that address of the upstream, time after time.
;; @source abi.md 7
;; @on http
;; @alone
;; @request GET /pair
;; @no-upstream
;; @answer 503
;; @request GET /pair
;; @no-upstream
;; @answer 503
;; @request GET /pair
;; @no-upstream
;; @answer 503
;; @report override=0 override=0 override=0
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "override") (call $proxy_set_upstream_override_host (str "127.0.0.1:1")))
  #0)
