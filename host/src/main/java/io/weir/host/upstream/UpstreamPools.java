package io.weir.host.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One worker's connections to all upstreams, kept alive between requests. Confined to its loop, and
 * so are its connections: a request never changes threads on its way.
 */
public final class UpstreamPools {
  private final EventLoop loop;
  private final Class<? extends Channel> channelType;
  private final AddressResolverGroup<InetSocketAddress> resolver;
  private final Function<UpstreamPool, ? extends PooledConnection> connections;
  private final Map<Endpoint, UpstreamPool> pools = new HashMap<>();
  private final EndpointPicker picker = new EndpointPicker();

  /**
   * @param resolver looks names up without blocking
   * @param connections makes the codec's side of a new connection
   */
  public UpstreamPools(
      EventLoop loop,
      Class<? extends Channel> channelType,
      AddressResolverGroup<InetSocketAddress> resolver,
      Function<UpstreamPool, ? extends PooledConnection> connections) {
    this.loop = loop;
    this.channelType = channelType;
    this.resolver = resolver;
    this.connections = connections;
  }

  /** Finds a connection for one request; the listener hears later, never from within this call. */
  public void acquire(Cluster cluster, UpstreamListener listener) {
    Endpoint endpoint = picker.pick(cluster, this::load);
    UpstreamPool pool = pools.computeIfAbsent(endpoint, UpstreamPool::new);
    pool.idleTimeout(cluster.timeouts().idle());
    PooledConnection idle = pool.poll();
    if (idle != null) {
      loop.execute(() -> use(pool, idle, cluster, listener));
      return;
    }
    connect(pool, cluster, listener);
  }

  private void use(
      UpstreamPool pool, PooledConnection idle, Cluster cluster, UpstreamListener listener) {
    if (!idle.isOpen()) {
      connect(pool, cluster, listener);
      return;
    }
    pool.began();
    idle.begin(listener);
  }

  private void connect(UpstreamPool pool, Cluster cluster, UpstreamListener listener) {
    PooledConnection connection = connections.apply(pool);
    Endpoint endpoint = pool.endpoint();
    pool.began();
    new Bootstrap()
        .group(loop)
        .channel(channelType)
        .resolver(resolver)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) cluster.timeouts().connect().toMillis())
        .handler(connection.initializer())
        .connect(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()))
        .addListener(
            done -> {
              if (done.isSuccess()) {
                connection.begin(listener);
                return;
              }
              pool.ended();
              // A name that cannot be fails at once, while the caller is still in acquire.
              GatewayException failure = failure(cluster, endpoint, done.cause());
              loop.execute(() -> listener.onUpstreamFailure(failure));
            });
  }

  private static GatewayException failure(Cluster cluster, Endpoint endpoint, Throwable cause) {
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

  private int load(Endpoint endpoint) {
    UpstreamPool pool = pools.get(endpoint);
    return pool == null ? 0 : pool.active();
  }

  /** Closes what is idle towards endpoints that no cluster has any more. */
  public void retain(Map<String, Cluster> clusters) {
    Set<Endpoint> wanted = new HashSet<>();
    clusters.values().forEach(c -> wanted.addAll(c.endpoints()));
    pools
        .values()
        .removeIf(
            pool -> {
              boolean drop = !wanted.contains(pool.endpoint());
              if (drop) {
                pool.retire();
              }
              return drop;
            });
    picker.retain(clusters);
  }

  /** Closes all that is idle; what is under way ends by itself. */
  public void close() {
    retain(Map.of());
  }
}
