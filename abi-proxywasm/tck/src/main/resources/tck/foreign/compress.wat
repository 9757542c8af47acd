;; compress and uncompress undo each other.
;; @source abi.md 5.6
;; @request GET /
;; @report compress=0 uncompress=hello hello hello
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "compress")
    (call $proxy_call_foreign_function (str "compress") (str "hello hello hello") (out)))
  (call $note_out (str "uncompress")
    (call $proxy_call_foreign_function (str "uncompress") (i32.load #8) (i32.load #12) (out)))
  #0)
