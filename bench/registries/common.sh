# Sourced by the commands of this folder. Sets root, TOOLS and PYTHONPATH; needs $name.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
TOOLS=${WEIR_TOOLS:-$root/target/tools}
export PATH=$PATH:$TOOLS:/usr/sbin
export PYTHONPATH=$root/bench

need_tools() { # COMMAND:PACKAGE...: says what Debian's packages are missing, and ends
  local tool missing=()
  for tool in "$@"; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
  done
  [ ${#missing[@]} != 0 ] || return 0
  echo "$name: missing; Debian has them: RUNLEVEL=1 apt-get install ${missing[*]}" >&2
  echo "$name: where the system starts services at install, stop them afterwards" >&2
  exit 2
}

go_tool() { # NAME MODULE@VERSION: a Go program of that version, built once into $TOOLS/NAME-VERSION; prints its path
  local file=$TOOLS/$1-${2##*@} folder
  if [ ! -x "$file" ]; then
    command -v go >/dev/null || { echo "$name: no go on the PATH (expected: Go 1.25 or newer, https://go.dev/dl)" >&2; exit 2; }
    echo "$name: building $1 ${2##*@}" >&2
    mkdir -p "$TOOLS"
    folder=$(mktemp -d "$TOOLS/build.XXXXXX")
    GOBIN=$folder GOFLAGS=-mod=mod go install "$2" >&2 || { rm -rf "$folder"; exit 2; }
    mv "$folder"/* "$file"
    rm -rf "$folder"
  fi
  printf %s "$file"
}

build_weir() { # builds the program when it is not there or old
  "$root/weir" registry --help >/dev/null
}

go_client() { # builds the load generator; prints its path
  local file=$root/target/registry-client/client
  mkdir -p "$(dirname "$file")"
  (cd "$here/client" && go build -o "$file" .) >&2 || exit 2
  printf %s "$file"
}
