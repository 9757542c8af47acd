;; A callback of the root can take the place of a stream by its id, and then reads the stream's headers; an id of no context is BadArgument.
;; @source abi.md 5.7
;; @request GET /
;; @header x-a: 1
;; @report unknown=2 set=0 a=1
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (call $note (str "unknown") (call $proxy_set_effective_context #9999))
  (call $note (str "set") (call $proxy_set_effective_context (local.get $context)))
  (call $note_out (str "a") (call $proxy_get_header_map_value #0 (str "x-a") (out)))
  #0)
