;; A local reply ends the request: nothing goes upstream, and the client gets status, headers and body.
;; @source abi.md 5.2
;; @request GET /
;; @no-upstream
;; @answer 418
;; @answer-header x-why: tea
;; @answer-body short and stout
(func $on_request_headers (param i32 i32 i32) (result i32)
  (drop (call $proxy_send_local_response #418 (str "tea pot") (str "short and stout")
    (pairs "x-why" "tea") #-1))
  #0)
