package io.weir.host.upstream;

import java.util.function.Function;

/**
 * What all pools of one worker share.
 *
 * @param http1 makes the codec's side of a new HTTP/1.1 connection
 * @param http2 makes the codec's side of a new HTTP/2 connection
 */
record PoolSetup(
    Connector connector,
    Function<UpstreamPool, ? extends PooledConnection> http1,
    Function<MultiplexedPool, ? extends MultiplexedConnection> http2) {}
