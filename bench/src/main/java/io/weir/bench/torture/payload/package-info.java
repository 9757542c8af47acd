/**
 * The payloads, which both sides make from a seed, and the comparison of what arrived with them.
 */
@NullMarked
package io.weir.bench.torture.payload;

import org.jspecify.annotations.NullMarked;
