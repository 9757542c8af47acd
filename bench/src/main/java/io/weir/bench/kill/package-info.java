/** Upstreams that are killed and restarted under load: what is lost, and whether it had to be. */
@NullMarked
package io.weir.bench.kill;

import org.jspecify.annotations.NullMarked;
