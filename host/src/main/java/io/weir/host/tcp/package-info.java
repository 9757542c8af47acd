/**
 * TCP connections through plugins: the L4 callbacks of the ABI. It mirrors what {@code stream} does
 * for HTTP.
 */
@NullMarked
package io.weir.host.tcp;

import org.jspecify.annotations.NullMarked;
