/** What the gateway tells of itself: logs and metrics. */
@NullMarked
package io.weir.host.observe;

import org.jspecify.annotations.NullMarked;
