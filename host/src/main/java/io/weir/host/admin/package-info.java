/**
 * The admin API: status and configuration over HTTP, for whoever has the token. It acts through
 * {@code io.weir.host.config} and knows nothing of the data plane.
 */
@NullMarked
package io.weir.host.admin;

import org.jspecify.annotations.NullMarked;
