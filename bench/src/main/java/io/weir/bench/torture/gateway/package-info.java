/** The gateway as a child process, its admin API and the swapper. */
@NullMarked
package io.weir.bench.torture.gateway;

import org.jspecify.annotations.NullMarked;
