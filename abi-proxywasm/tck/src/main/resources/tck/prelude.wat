;; What the modules of the rules share. One form a paragraph; a module gets those that it names,
;; and the exports unless it has its own.
;;
;; Memory: 0-63 results of host functions, 64-4095 the rule's own, 4096-16383 texts, 16384-32767 the
;; report, 65536 on what is allocated.

(import "env" "proxy_log"
  (func $proxy_log (param i32 i32 i32) (result i32)))

(import "env" "proxy_get_log_level"
  (func $proxy_get_log_level (param i32) (result i32)))

(import "env" "proxy_get_current_time_nanoseconds"
  (func $proxy_get_current_time_nanoseconds (param i32) (result i32)))

(import "env" "proxy_set_tick_period_milliseconds"
  (func $proxy_set_tick_period_milliseconds (param i32) (result i32)))

(import "env" "proxy_get_configuration"
  (func $proxy_get_configuration (param i32 i32) (result i32)))

(import "env" "proxy_get_status"
  (func $proxy_get_status (param i32 i32 i32) (result i32)))

(import "env" "proxy_get_property"
  (func $proxy_get_property (param i32 i32 i32 i32) (result i32)))

(import "env" "proxy_set_property"
  (func $proxy_set_property (param i32 i32 i32 i32) (result i32)))

(import "env" "proxy_continue_request"
  (func $proxy_continue_request (result i32)))

(import "env" "proxy_continue_response"
  (func $proxy_continue_response (result i32)))

(import "env" "proxy_clear_route_cache"
  (func $proxy_clear_route_cache (result i32)))

(import "env" "proxy_continue_stream"
  (func $proxy_continue_stream (param i32) (result i32)))

(import "env" "proxy_close_stream"
  (func $proxy_close_stream (param i32) (result i32)))

(import "env" "proxy_send_local_response"
  (func $proxy_send_local_response (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_get_buffer_bytes"
  (func $proxy_get_buffer_bytes (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_get_buffer_status"
  (func $proxy_get_buffer_status (param i32 i32 i32) (result i32)))

(import "env" "proxy_set_buffer_bytes"
  (func $proxy_set_buffer_bytes (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_get_header_map_size"
  (func $proxy_get_header_map_size (param i32 i32) (result i32)))

(import "env" "proxy_get_header_map_pairs"
  (func $proxy_get_header_map_pairs (param i32 i32 i32) (result i32)))

(import "env" "proxy_set_header_map_pairs"
  (func $proxy_set_header_map_pairs (param i32 i32 i32) (result i32)))

(import "env" "proxy_get_header_map_value"
  (func $proxy_get_header_map_value (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_add_header_map_value"
  (func $proxy_add_header_map_value (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_replace_header_map_value"
  (func $proxy_replace_header_map_value (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_remove_header_map_value"
  (func $proxy_remove_header_map_value (param i32 i32 i32) (result i32)))

(import "env" "proxy_http_call"
  (func $proxy_http_call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_grpc_call"
  (func $proxy_grpc_call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_grpc_stream"
  (func $proxy_grpc_stream (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_grpc_send"
  (func $proxy_grpc_send (param i32 i32 i32 i32) (result i32)))

(import "env" "proxy_grpc_cancel"
  (func $proxy_grpc_cancel (param i32) (result i32)))

(import "env" "proxy_grpc_close"
  (func $proxy_grpc_close (param i32) (result i32)))

(import "env" "proxy_get_shared_data"
  (func $proxy_get_shared_data (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_set_shared_data"
  (func $proxy_set_shared_data (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_register_shared_queue"
  (func $proxy_register_shared_queue (param i32 i32 i32) (result i32)))

(import "env" "proxy_resolve_shared_queue"
  (func $proxy_resolve_shared_queue (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_dequeue_shared_queue"
  (func $proxy_dequeue_shared_queue (param i32 i32 i32) (result i32)))

(import "env" "proxy_enqueue_shared_queue"
  (func $proxy_enqueue_shared_queue (param i32 i32 i32) (result i32)))

(import "env" "proxy_define_metric"
  (func $proxy_define_metric (param i32 i32 i32 i32) (result i32)))

(import "env" "proxy_get_metric"
  (func $proxy_get_metric (param i32 i32) (result i32)))

(import "env" "proxy_set_effective_context"
  (func $proxy_set_effective_context (param i32) (result i32)))

(import "env" "proxy_done"
  (func $proxy_done (result i32)))

(import "env" "proxy_call_foreign_function"
  (func $proxy_call_foreign_function (param i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_redis_init"
  (func $proxy_redis_init (param i32 i32 i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_redis_call"
  (func $proxy_redis_call (param i32 i32 i32 i32 i32) (result i32)))

(import "env" "proxy_inject_encoded_data_to_filter_chain"
  (func $proxy_inject_encoded_data_to_filter_chain (param i32 i32 i32) (result i32)))

(import "env" "proxy_get_upstream_hosts"
  (func $proxy_get_upstream_hosts (param i32 i32) (result i32)))

(import "env" "proxy_set_upstream_override_host"
  (func $proxy_set_upstream_override_host (param i32 i32) (result i32)))

(import "env" "proxy_increment_metric"
  (func $proxy_increment_metric (param i32 i64) (result i32)))

(import "env" "proxy_record_metric"
  (func $proxy_record_metric (param i32 i64) (result i32)))

(memory (export "memory") 64)

(func (export "proxy_abi_version_0_2_1"))

;; A block is never freed: each stays as it was given out.
(func (export "proxy_on_memory_allocate") (param $size i32) (result i32)
  (call $allocate (local.get $size)))

(func $allocate (param $size i32) (result i32)
  (global.set $allocations (i32.add (global.get $allocations) #1))
  (global.set $allocated (local.get $size))
  (if (i32.eqz (local.get $size)) (then unreachable))
  (global.get $free)
  (global.set $free
    (i32.and (i32.add (i32.add (global.get $free) (local.get $size)) #7) #-8)))

(global $free (mut i32) (i32.const 65536))

;; How often the host has allocated, and the size it asked for last.
(global $allocations (mut i32) (i32.const 0))

(global $allocated (mut i32) (i32.const 0))

;; The request for the report is answered here; all others go to the rule.
(func (export "proxy_on_request_headers")
    (param $context i32) (param $count i32) (param $end i32) (result i32)
  (if (call $asks_for_report) (then (return (call $answer_report))))
  (call $on_request_headers (local.get $context) (local.get $count) (local.get $end)))

(func $on_request_headers (param i32 i32 i32) (result i32) #0)

(func $answer_report (result i32)
  (drop (call $proxy_send_local_response #200 (str "report")
    #16384 (global.get $said) #0 #0 #-1))
  #1)

;; Whether the path of this stream is /report.
(func $asks_for_report (result i32)
  (if (call $proxy_get_header_map_value #0 (str ":path") (out)) (then (return #0)))
  (call $same (i32.load #8) (i32.load #12) (str "/report")))

(func $same (param $a i32) (param $an i32) (param $b i32) (param $bn i32) (result i32)
  (if (i32.ne (local.get $an) (local.get $bn)) (then (return #0)))
  (loop $next
    (if (i32.eqz (local.get $an)) (then (return #1)))
    (local.set $an (i32.sub (local.get $an) #1))
    (br_if $next
      (i32.eq (i32.load8_u (i32.add (local.get $a) (local.get $an)))
        (i32.load8_u (i32.add (local.get $b) (local.get $an))))))
  #0)

;; The length of the report so far.
(global $said (mut i32) (i32.const 0))

;; Appends a text to the report.
(func $say (param $p i32) (param $n i32)
  (memory.copy (i32.add #16384 (global.get $said)) (local.get $p) (local.get $n))
  (global.set $said (i32.add (global.get $said) (local.get $n))))

;; Appends a number in decimal.
(func $say_number (param $value i32)
  (local $at i32)
  (if (i32.lt_s (local.get $value) #0)
    (then
      (call $say (str "-"))
      (local.set $value (i32.sub #0 (local.get $value)))))
  (local.set $at #64)
  (loop $digit
    (local.set $at (i32.sub (local.get $at) #1))
    (i32.store8 (local.get $at) (i32.add #48 (i32.rem_u (local.get $value) #10)))
    (local.set $value (i32.div_u (local.get $value) #10))
    (br_if $digit (local.get $value)))
  (call $say (local.get $at) (i32.sub #64 (local.get $at))))

;; Starts a line "name=" of the report, with a blank before all but the first.
(func $say_name (param $p i32) (param $n i32)
  (if (global.get $said) (then (call $say (str " "))))
  (call $say (local.get $p) (local.get $n))
  (call $say (str "=")))

;; Notes name=number.
(func $note (param $p i32) (param $n i32) (param $value i32)
  (call $say_name (local.get $p) (local.get $n))
  (call $say_number (local.get $value)))

;; Notes name=text.
(func $note_text (param $p i32) (param $n i32) (param $text i32) (param $size i32)
  (call $say_name (local.get $p) (local.get $n))
  (call $say (local.get $text) (local.get $size)))

;; Notes what a host function gave by (out): name=text, or name=!status.
(func $note_out (param $p i32) (param $n i32) (param $status i32)
  (call $say_name (local.get $p) (local.get $n))
  (if (local.get $status)
    (then (call $say (str "!")) (call $say_number (local.get $status)))
    (else (call $say (i32.load #8) (i32.load #12)))))

;; Puts a text of one digit into a response header: what a guest can show of the response's way.
(func $show (param $p i32) (param $n i32) (param $digit i32)
  (i32.store8 #60 (i32.add #48 (local.get $digit)))
  (drop (call $proxy_replace_header_map_value #2 (local.get $p) (local.get $n) #60 #1)))

;; Notes nothing, but sends a callout whose answer takes a while, and keeps the stream for $release.
(func $hold (param $context i32)
  (global.set $held (local.get $context))
  (drop (call $proxy_http_call (str "origin")
    (pairs ":method" "GET" ":path" "/callout/slow" ":authority" "a") #0 #0 #0 #0 #5000 #16)))

;; The stream that $hold was called for last.
(global $held (mut i32) (i32.const 0))

;; Resumes the stream that $hold was called for: 0 its request, 1 its response.
(func $release (param $type i32)
  (drop (call $proxy_set_effective_context (global.get $held)))
  (drop (call $proxy_continue_stream (local.get $type))))

;; Where the number of this filter on the chain stands, one digit; see $read_filter.
(global $filter (mut i32) (i32.const 0))

;; Reads the number of this filter from the plugin's configuration, in on_configure.
(func $read_filter
  (drop (call $proxy_get_buffer_bytes #7 #10 #1 (out)))
  (global.set $filter (i32.load #8)))

;; Appends the number of this filter to the value of a header, which is one or none.
(func $append_filter (param $map i32) (param $p i32) (param $n i32)
  (local $size i32)
  (if (i32.eqz (call $proxy_get_header_map_value
        (local.get $map) (local.get $p) (local.get $n) (out)))
    (then
      (local.set $size (i32.load #12))
      (memory.copy #64 (i32.load #8) (local.get $size))))
  (i32.store8 (i32.add #64 (local.get $size)) (i32.load8_u (global.get $filter)))
  (drop (call $proxy_replace_header_map_value (local.get $map) (local.get $p) (local.get $n)
    #64 (i32.add (local.get $size) #1))))

;; On a TCP listener: whether the data are the request for the report; it gets the report on its
;; way, as a header, and the origin gives that back.
(func $report_of_connection (result i32)
  (drop (call $proxy_get_buffer_bytes #2 #0 #11 (out)))
  (if (i32.eqz (call $same (i32.load #8) (i32.load #12) (str "GET /report")))
    (then (return #0)))
  (drop (call $proxy_set_buffer_bytes #2 #0 #20 #0 #0))
  (drop (call $proxy_set_buffer_bytes #2 #0 #0 #16384 (global.get $said)))
  (drop (call $proxy_set_buffer_bytes #2 #0 #0 (str "GET /report HTTP/1.1\0d\0ax-report: ")))
  #1)
