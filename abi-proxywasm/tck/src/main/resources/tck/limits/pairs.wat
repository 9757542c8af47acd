;; More than 1024 pairs are refused, and change nothing.
;; @source abi.md 2
;; @request GET /kept
;; @upstream GET /kept
;; @report most=2
(func $on_request_headers (param i32 i32 i32) (result i32)
  (local $n i32)
  ;; 1025 pairs of the name "a" and no value, at 131072
  (i32.store #131072 #1025)
  (loop $next
    (i32.store (i32.add #131076 (i32.mul (local.get $n) #8)) #1)
    (i32.store8 (i32.add #139276 (i32.mul (local.get $n) #3)) #97)
    (local.set $n (i32.add (local.get $n) #1))
    (br_if $next (i32.lt_u (local.get $n) #1025)))
  (call $note (str "most") (call $proxy_set_header_map_pairs #0 #131072 #11279))
  #0)
