/** Active health checks: each endpoint is asked again and again, from one place for all workers. */
@NullMarked
package io.weir.host.upstream.health;

import org.jspecify.annotations.NullMarked;
