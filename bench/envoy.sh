# Sourced by the commands that hold Weir against Envoy; needs $name and $root. Sets ENVOY, which is missing when it could not be fetched.

ENVOY=$root/target/envoy/envoy
"$root/abi-proxywasm/tck/fetch-envoy" "$root/target/envoy" || echo "$name: the column envoy is left out" >&2
