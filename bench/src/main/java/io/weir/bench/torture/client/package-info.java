/** The clients of the torture: blocking sockets on virtual threads, which see every byte. */
@NullMarked
package io.weir.bench.torture.client;

import org.jspecify.annotations.NullMarked;
