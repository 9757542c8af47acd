/** How often anybody may ask: token buckets, as many as fit a bound. */
@NullMarked
package io.weir.registry.limit;

import org.jspecify.annotations.NullMarked;
