/**
 * The codec of HTTP/1.x (RFC 9112): bytes to and from {@code HeaderList}, for both sides of a
 * connection. What two implementations could read differently is refused here. Nothing here knows
 * of channels, streams or plugins; everything is confined to one event loop.
 */
@NullMarked
package io.weir.host.net.http1;

import org.jspecify.annotations.NullMarked;
