# Makes a compiler from Debian packages. Sourced by ../toolchain.
#
# Debian's rustc-web is a current rustc, but has no std for WebAssembly. std is compiled once from
# rust-web-src of the same version. Packages are unpacked into the cache, never installed.

debian_is_made() {
  [ -e "$cache/debian/version" ] && has_target "$cache/debian/bin/rustc"
}

use_debian() {
  local root=$cache/debian need
  RUSTC=$root/bin/rustc
  for need in apt-get apt-cache dpkg-deb dpkg-query cc flock; do
    command -v "$need" >/dev/null || { say "Debian's packages: no $need here"; return 1; }
  done
  CARGO=$(find_tool cargo) || { say "Debian's packages: no cargo here (apt install cargo, or https://rustup.rs)"; return 1; }
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9 || return 1
  [ -e "$root/version" ] || unpack_compiler "$root" || return 1
  has_target "$RUSTC" || compile_std "$root" || return 1
  exec 9>&-
}

# apt with its own lists and without root.
private_apt() { # TOOL ARGUMENT...
  local tool=$1
  shift
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial"
  "$tool" -qq -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt" \
    -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=true "$@"
}

newest() { # PACKAGE: the version that apt would take
  private_apt apt-cache policy "$1" | sed -n 's/^ *Candidate: \([0-9].*\)/\1/p'
}

depends() { # PACKAGE=VERSION PATTERN: the first dependency whose name matches
  private_apt apt-cache show "$1" | sed -n 's/^Depends: //p' | tr ',' '\n' \
    | sed -n "s/^ *\($2\).*/\1/p" | head -n 1
}

fetch() { # FOLDER PACKAGE [PATTERN]: unpacks a package, or the files of it that match
  local into=$1 package=$2 pattern=${3:-*} box
  box=$(mktemp -d "$cache/deb.XXXXXX")
  say "  $package"
  (cd "$box" && private_apt apt-get download "$package" >&2) \
    && dpkg-deb --fsys-tarfile "$box"/*.deb | tar -x -C "$into" --wildcards "$pattern"
  local status=$?
  rm -rf "$box"
  return $status
}

# The libraries that libLLVM wants and this system lacks.
missing_libraries() { # PACKAGE
  local name
  private_apt apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts \
    --no-breaks --no-replaces --no-enhances "$1" | grep '^lib' | sort -u | while read -r name; do
    case $name in "$1" | libc6 | libgcc-s1 | *:*) continue ;; esac
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

unpack_compiler() { # ROOT
  local root=$1 raw=$cache/unpacked version release std llvm name
  say "apt-get update (lists of its own in $cache/apt)"
  private_apt apt-get update >&2 || return 1
  version=$(newest rustc-web)
  [ -n "$version" ] || { say "apt knows no package rustc-web (Debian 12 with its security archive has it)"; return 1; }
  release=${version%%+*}
  std=libstd-rust-web-${release%.*}
  llvm=$(depends "$std=$version" 'libllvm[0-9]*')
  [ -n "$llvm" ] || { say "cannot tell which LLVM $std $version needs"; return 1; }

  say "unpacking Debian's rustc-web $version"
  rm -rf "$raw" "$root" "$cache"/deb.*
  mkdir -p "$raw"
  fetch "$raw" "rustc-web=$version" './usr/bin/rustc' || return 1
  fetch "$raw" "$std=$version" || return 1
  fetch "$raw" "libstd-rust-web-dev=$version" || return 1
  fetch "$raw" "rust-web-src=$version" './usr/src/*/library/*' || return 1
  fetch "$raw" "$llvm" || return 1
  fetch "$raw" "lld-${llvm#libllvm}" './usr/lib/llvm-*/bin/*' || return 1
  fetch "$raw" wasi-libc './usr/lib/wasm32-wasi/*' || return 1
  for name in $(missing_libraries "$llvm"); do fetch "$raw" "$name" || return 1; done
  arrange "$raw" "$root" "${llvm#libllvm}" || return 1
  rm -rf "$raw"
  echo "$version" > "$root/version"
}

# Puts the unpacked files where a rustc sysroot has them.
arrange() { # RAW ROOT LLVM
  local raw=$1 root=$2 llvm=$3 host
  mkdir -p "$root/bin" "$root/lib" "$root/src" "$root/wasi"
  mv "$raw/usr/lib/rustlib" "$root/lib/rustlib" || return 1
  find "$raw/usr/lib" "$raw/lib" -path '*-linux-gnu*' -name '*.so*' -exec mv -f {} "$root/lib/" \; 2>/dev/null
  mv "$raw/usr/bin/rustc" "$root/bin/rustc-real" || return 1
  mv "$raw"/usr/src/*/library "$root/src/library" || return 1
  mv "$raw"/usr/lib/wasm32-wasi/* "$root/wasi/" || return 1
  cat > "$root/bin/rustc" <<'SH'
#!/bin/sh
bin=$(dirname -- "$(readlink -f -- "$0")")
LD_LIBRARY_PATH=$bin/../lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec "$bin/rustc-real" "$@"
SH
  chmod +x "$root/bin/rustc"
  host=$("$root/bin/rustc" -vV | sed -n 's/^host: //p')
  [ -n "$host" ] || { say "the unpacked rustc does not run; the lines above say which library it lacks"; return 1; }
  mkdir -p "$root/lib/rustlib/$host/bin"
  mv "$raw/usr/lib/llvm-$llvm/bin/lld" "$root/lib/rustlib/$host/bin/rust-lld"
}

# Compiles std for the target as rustc's own build does: -Zforce-unstable-if-unmarked marks the
# crates as the compiler's own, and bitcode lets link-time optimisation reach into them.
compile_std() { # ROOT
  local root=$1 work=$cache/std libs=$1/lib/rustlib/$target/lib fresh=$1/lib/fresh log=$cache/std.log
  local flags=-Cembed-bitcode=yes$'\x1f'-Zforce-unstable-if-unmarked
  flags+=$'\x1f'--remap-path-prefix=$root/src=/rust-src$'\x1f'--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo
  say "compiling std for $target (once, about a minute)"
  rm -rf "$work" "$libs" "$fresh"
  mkdir -p "$fresh/self-contained" "$(dirname "$libs")"
  # the sources name no registry folder, so cargo fetches the few crates of std by its lock file
  (cd / && env -u CARGO_BUILD_TARGET -u RUSTC_WRAPPER -u RUSTUP_TOOLCHAIN \
    RUSTC="$RUSTC" RUSTC_BOOTSTRAP=1 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$work" \
    __CARGO_DEFAULT_LIB_METADATA=weir CARGO_ENCODED_RUSTFLAGS="$flags" \
    "$CARGO" build --locked --release --target "$target" --features "backtrace panic-unwind" \
    --manifest-path "$root/src/library/sysroot/Cargo.toml") > "$log" 2>&1 \
    || { tail -n 30 "$log" >&2; say "std did not compile (whole log: $log)"; return 1; }
  cp "$work/$target"/release/deps/*.rlib "$fresh/" || return 1
  cp "$root"/wasi/libc.a "$root"/wasi/crt1-*.o "$fresh/self-contained/" || return 1
  rm -rf "$work"
  mv "$fresh" "$libs"
}
