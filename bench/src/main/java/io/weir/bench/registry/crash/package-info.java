/**
 * Kills a registry under load, again and again, and compares what it then has with what it has
 * acknowledged.
 */
@NullMarked
package io.weir.bench.registry.crash;

import org.jspecify.annotations.NullMarked;
