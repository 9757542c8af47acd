/** A stand-in for the gateway, whose faults the torture must find. */
@NullMarked
package io.weir.bench.torture.fake;

import org.jspecify.annotations.NullMarked;
