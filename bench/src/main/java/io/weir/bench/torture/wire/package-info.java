/** HTTP/1.1 and WebSocket as bytes: what the clients read and write themselves. */
@NullMarked
package io.weir.bench.torture.wire;

import org.jspecify.annotations.NullMarked;
