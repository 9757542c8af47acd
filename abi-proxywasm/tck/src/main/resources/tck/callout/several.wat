;; Several callouts may be under way; each has a token of its own and is answered once.
;; @source abi.md 5.5
;; @request GET /
;; @report same=0 answers=3
(global $answers (mut i32) (i32.const 0))
(func $send (param $token i32)
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout" ":authority" "a")
    #0 #0 #0 #0 #5000 (local.get $token))))
(func $on_request_headers (param $context i32) (param i32 i32) (result i32)
  (global.set $held (local.get $context))
  (call $send #16)
  (call $send #20)
  (call $send #24)
  (call $note (str "same")
    (i32.or (i32.eq (i32.load #16) (i32.load #20)) (i32.eq (i32.load #20) (i32.load #24))))
  #1)
(func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
  (global.set $answers (i32.add (global.get $answers) #1))
  (if (i32.eq (global.get $answers) #3)
    (then
      (call $note (str "answers") (global.get $answers))
      (call $release #0))))
