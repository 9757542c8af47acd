# Sourced by the commands of this folder: a JDK, and what is to be built.
# Sets JAVA_HOME, WEIR_WASMTIME_LIB and CLASSES; needs $name, $here and $root.

java_home() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] || continue
    local version
    version=$("$home/bin/javac" -version 2>&1)
    version=${version#javac }
    [ "${version%%[.-]*}" -ge 25 ] 2>/dev/null && echo "$home" && return
  done
  echo "$name: no JDK 25 or newer found (set JAVA_HOME to one)" >&2
  return 1
}

JAVA_HOME=$(java_home)
export JAVA_HOME
jar=$here/target/bench-0.1.0-SNAPSHOT.jar
if [ ! -f "$jar" ] || [ -n "$(find "$root"/*/src/main "$root"/abi-proxywasm/*/src/main -newer "$jar" -type f -print -quit)" ]; then
  echo "$name: building bench and what it needs" >&2
  (cd "$root" && mvn -q -B -pl bench -am package -DskipTests) >&2
  touch "$jar"
fi
if [ -z "${WEIR_WASMTIME_LIB:-}" ]; then
  WEIR_WASMTIME_LIB=$(find "$root/target/lib" -name 'libwasmtime.*' -print -quit 2>/dev/null || true)
  export WEIR_WASMTIME_LIB
fi
CLASSES=$jar:$here/target/libs/*
