/**
 * The swap torture: streams of every kind through the gateway, verified byte by byte, while the
 * plugins of their route change.
 */
@NullMarked
package io.weir.bench.torture;

import org.jspecify.annotations.NullMarked;
