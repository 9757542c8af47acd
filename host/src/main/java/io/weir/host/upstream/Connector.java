package io.weir.host.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.tls.ClientTls;
import java.net.InetSocketAddress;

/**
 * Opens one worker's connections to upstreams, on its loop.
 *
 * @param resolver looks names up without blocking
 */
record Connector(
    EventLoop loop,
    Class<? extends Channel> channelType,
    AddressResolverGroup<InetSocketAddress> resolver) {

  /**
   * A name that cannot be fails at once: the future may be done when this returns.
   *
   * @param inside what is spoken inside, where the cluster has TLS: the future waits for it
   */
  ChannelFuture connect(
      Cluster cluster, Endpoint endpoint, ClientTls.Inside inside, ChannelHandler handler) {
    ClientTls tls = cluster.tls();
    if (tls == null) {
      return connect(cluster, endpoint, handler);
    }
    long millis = cluster.timeouts().connect().toMillis();
    TlsConnect secured = new TlsConnect(tls, endpoint, inside, millis);
    return secured.after(connect(cluster, endpoint, secured.before(handler)));
  }

  private ChannelFuture connect(Cluster cluster, Endpoint endpoint, ChannelHandler handler) {
    return new Bootstrap()
        .group(loop)
        .channel(channelType)
        .resolver(resolver)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) cluster.timeouts().connect().toMillis())
        .handler(handler)
        .connect(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()));
  }

  /** What a request is told of a connection that did not come about. */
  static GatewayException failure(Cluster cluster, Endpoint endpoint, Throwable cause) {
    boolean timeout = cause instanceof ConnectTimeoutException;
    return new GatewayException(
        Source.UPSTREAM,
        timeout ? 504 : 503,
        true,
        "upstream "
            + cluster.name()
            + ": no connection to "
            + endpoint
            + ": "
            + (timeout ? "timed out" : cause.getMessage()));
  }
}
