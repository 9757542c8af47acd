/**
 * Redis for plugins: one pipelined connection for each VM and service, on the worker's own loop.
 */
@NullMarked
package io.weir.host.redis;

import org.jspecify.annotations.NullMarked;
