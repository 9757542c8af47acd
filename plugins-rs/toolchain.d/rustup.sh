# Adds the target by rustup, in bounded time. Sourced by ../toolchain.

# Runs a command and stops it after some seconds. Status 124 tells that it was stopped.
bounded() { # SECONDS COMMAND...
  local left=$1 pid
  shift
  "$@" >&2 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$left" -le 0 ]; then
      kill "$pid" 2>/dev/null || true
      wait "$pid" 2>/dev/null || true
      return 124
    fi
    sleep 1
    left=$((left - 1))
  done
  wait "$pid"
}

use_rustup() {
  local limit=${WEIR_RUSTUP_SECONDS:-120} status=0
  command -v rustup >/dev/null || return 1
  case $limit in '' | *[!0-9]*) die "WEIR_RUSTUP_SECONDS: $limit (expected: a number of seconds)" ;; esac
  say "rustup target add $target (at most ${limit} s)"
  bounded "$limit" env -u RUST_BACKTRACE rustup target add "$target" || status=$?
  case $status in
    0) use_target && return ;;
    124) say "rustup did not fetch $target within ${limit} s (WEIR_RUSTUP_SECONDS)" ;;
    *) say "rustup could not fetch $target (status $status)" ;;
  esac
  return 1
}
