;; Every function of WASI can be imported from wasi_unstable, with the types that WASI gives it.
;; @source abi.md 3
;; @alone
;; @request GET /
;; @report linked=1
(import "wasi_unstable" "args_get"
  (func $args_get (param i32 i32) (result i32)))
(import "wasi_unstable" "args_sizes_get"
  (func $args_sizes_get (param i32 i32) (result i32)))
(import "wasi_unstable" "clock_res_get"
  (func $clock_res_get (param i32 i32) (result i32)))
(import "wasi_unstable" "clock_time_get"
  (func $clock_time_get (param i32 i64 i32) (result i32)))
(import "wasi_unstable" "environ_get"
  (func $environ_get (param i32 i32) (result i32)))
(import "wasi_unstable" "environ_sizes_get"
  (func $environ_sizes_get (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_advise"
  (func $fd_advise (param i32 i64 i64 i32) (result i32)))
(import "wasi_unstable" "fd_allocate"
  (func $fd_allocate (param i32 i64 i64) (result i32)))
(import "wasi_unstable" "fd_close"
  (func $fd_close (param i32) (result i32)))
(import "wasi_unstable" "fd_datasync"
  (func $fd_datasync (param i32) (result i32)))
(import "wasi_unstable" "fd_fdstat_get"
  (func $fd_fdstat_get (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_fdstat_set_flags"
  (func $fd_fdstat_set_flags (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_fdstat_set_rights"
  (func $fd_fdstat_set_rights (param i32 i64 i64) (result i32)))
(import "wasi_unstable" "fd_filestat_get"
  (func $fd_filestat_get (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_filestat_set_size"
  (func $fd_filestat_set_size (param i32 i64) (result i32)))
(import "wasi_unstable" "fd_filestat_set_times"
  (func $fd_filestat_set_times (param i32 i64 i64 i32) (result i32)))
(import "wasi_unstable" "fd_pread"
  (func $fd_pread (param i32 i32 i32 i64 i32) (result i32)))
(import "wasi_unstable" "fd_prestat_dir_name"
  (func $fd_prestat_dir_name (param i32 i32 i32) (result i32)))
(import "wasi_unstable" "fd_prestat_get"
  (func $fd_prestat_get (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_pwrite"
  (func $fd_pwrite (param i32 i32 i32 i64 i32) (result i32)))
(import "wasi_unstable" "fd_read"
  (func $fd_read (param i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "fd_readdir"
  (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
(import "wasi_unstable" "fd_renumber"
  (func $fd_renumber (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_seek"
  (func $fd_seek (param i32 i64 i32 i32) (result i32)))
(import "wasi_unstable" "fd_sync"
  (func $fd_sync (param i32) (result i32)))
(import "wasi_unstable" "fd_tell"
  (func $fd_tell (param i32 i32) (result i32)))
(import "wasi_unstable" "fd_write"
  (func $fd_write (param i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_create_directory"
  (func $path_create_directory (param i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_filestat_get"
  (func $path_filestat_get (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_filestat_set_times"
  (func $path_filestat_set_times (param i32 i32 i32 i32 i64 i64 i32) (result i32)))
(import "wasi_unstable" "path_link"
  (func $path_link (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_open"
  (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
(import "wasi_unstable" "path_readlink"
  (func $path_readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_remove_directory"
  (func $path_remove_directory (param i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_rename"
  (func $path_rename (param i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_symlink"
  (func $path_symlink (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "path_unlink_file"
  (func $path_unlink_file (param i32 i32 i32) (result i32)))
(import "wasi_unstable" "poll_oneoff"
  (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "proc_exit"
  (func $proc_exit (param i32)))
(import "wasi_unstable" "proc_raise"
  (func $proc_raise (param i32) (result i32)))
(import "wasi_unstable" "random_get"
  (func $random_get (param i32 i32) (result i32)))
(import "wasi_unstable" "sched_yield"
  (func $sched_yield (result i32)))
(import "wasi_unstable" "sock_recv"
  (func $sock_recv (param i32 i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "sock_send"
  (func $sock_send (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi_unstable" "sock_shutdown"
  (func $sock_shutdown (param i32 i32) (result i32)))
(func $on_request_headers (param i32 i32 i32) (result i32)
  (call $note (str "linked") #1)
  #0)
