/** What keeps the store tidy: collection, retention, scrubbing and quotas. */
@NullMarked
package io.weir.registry.housekeeping;

import org.jspecify.annotations.NullMarked;
