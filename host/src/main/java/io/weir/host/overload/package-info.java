/** When there is more to do than the gateway can: what it counts, and what it refuses. */
@NullMarked
package io.weir.host.overload;

import org.jspecify.annotations.NullMarked;
