;; A root context may call out from on_tick.
;; @source abi.md 3, 5.6
;; @wait 600
;; @report send=0 status=200
(func (export "proxy_on_vm_start") (param i32 i32) (result i32)
  (drop (call $proxy_set_tick_period_milliseconds #50))
  #1)
(func (export "proxy_on_tick") (param i32)
  (drop (call $proxy_set_tick_period_milliseconds #0))
  (call $note (str "send") (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a") #0 #0 #0 #0 #5000 #16)))
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (call $note_out (str "status") (call $proxy_get_header_map_value #6 (str ":status") (out))))
