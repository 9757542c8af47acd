/** Where requests go: clusters, endpoints, and each worker's pools of connections. */
@NullMarked
package io.weir.host.upstream;

import org.jspecify.annotations.NullMarked;
