;; A guest that does not return is stopped, and its stream fails.
;; @source abi.md 9
;; @on http
;; @alone
;; @request GET /
;; @answer 503
(func $on_request_headers (param i32 i32 i32) (result i32)
  (loop $for_ever (br $for_ever))
  #0)
