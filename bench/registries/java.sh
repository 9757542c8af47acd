# Sourced by the commands of this folder that are written in Java; needs $name and $main. Ends in the command itself.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/bench
. "$here/common.sh"

exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dlogback.configurationFile=bench-logback.xml -cp "$CLASSES" "$main" --home "$root" "$@"
