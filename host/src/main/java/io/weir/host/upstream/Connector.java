package io.weir.host.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.weir.host.config.ProxyVersion;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.tls.ClientTls;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

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
   * @param name whom a certificate is to be for: the host that the endpoint was configured by
   * @param inside what is spoken inside, where the cluster has TLS: the future waits for it
   * @param of whose connection it is; null for no client's
   */
  ChannelFuture connect(
      Cluster cluster,
      Endpoint endpoint,
      String name,
      ClientTls.Inside inside,
      ChannelHandler handler,
      @Nullable PickContext of) {
    ClientTls tls = cluster.tls();
    if (tls == null) {
      return connect(cluster, endpoint, behindPreface(cluster, of, handler));
    }
    long millis = cluster.timeouts().connect().toMillis();
    TlsConnect secured = new TlsConnect(tls, endpoint, name, inside, millis);
    return secured.after(
        connect(cluster, endpoint, behindPreface(cluster, of, secured.before(handler))));
  }

  private static ChannelHandler behindPreface(
      Cluster cluster, @Nullable PickContext of, ChannelHandler handler) {
    ProxyVersion version = cluster.settings().proxyProtocol();
    if (version == ProxyVersion.None) {
      return handler;
    }
    SocketAddress client = of == null ? null : of.client();
    SocketAddress server = of == null ? null : of.server();
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(ProxyPreface.of(version, client, server), handler);
      }
    };
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

  /** What is had in place of a connection where none may be opened: it has failed already. */
  Future<Void> refused(Cluster cluster) {
    return loop.newFailedFuture(
        new ConnectException(
            "upstream " + cluster.name() + ": no endpoint can be used, or too many connections"));
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
