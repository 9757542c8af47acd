# Looks for what is there. Sourced by ../toolchain.

# Prints the real path of a Rust tool, not rustup's proxy of it: a proxy may start to download.
find_tool() { # NAME
  (cd / && rustup which "$1" 2>/dev/null) || command -v "$1"
}

has_target() { # RUSTC
  local libs
  libs=$("$1" --print target-libdir --target "$target" 2>/dev/null) || return 1
  compgen -G "$libs/libstd-*.rlib" >/dev/null
}

# A rustc on this machine that has the target. Sets CARGO and RUSTC.
use_target() {
  CARGO=$(find_tool cargo) || return 1
  RUSTC=$(find_tool rustc) || return 1
  has_target "$RUSTC"
}
