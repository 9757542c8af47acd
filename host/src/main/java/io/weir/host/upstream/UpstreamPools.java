package io.weir.host.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.stream.GatewayException;
import io.weir.host.tls.ClientTls.Inside;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One worker's connections to all upstreams, kept alive between requests. Confined to its loop, and
 * so are its connections: a request never changes threads on its way.
 */
public final class UpstreamPools {
  /** So many endpoints are remembered: plugins may name any address. */
  static final int MAX_ENDPOINTS = 4096;

  private final EventLoop loop;
  private final Connector connector;
  private final Function<UpstreamPool, ? extends PooledConnection> http1;
  private final Function<MultiplexedPool, ? extends MultiplexedConnection> http2;
  private final Map<Endpoint, UpstreamPool> pools = new HashMap<>();
  private final Map<Endpoint, MultiplexedPool> multiplexed = new HashMap<>();
  private final Map<Endpoint, Counts> counts = new HashMap<>();
  private final EndpointPicker picker = new EndpointPicker();

  private static final class Counts {
    long total;

    /** Connections that no pool has. */
    int own;
  }

  /**
   * @param resolver looks names up without blocking
   * @param http1 makes the codec's side of a new HTTP/1.1 connection
   * @param http2 makes the codec's side of a new HTTP/2 connection
   */
  public UpstreamPools(
      EventLoop loop,
      Class<? extends Channel> channelType,
      AddressResolverGroup<InetSocketAddress> resolver,
      Function<UpstreamPool, ? extends PooledConnection> http1,
      Function<MultiplexedPool, ? extends MultiplexedConnection> http2) {
    this.loop = loop;
    this.connector = new Connector(loop, channelType, resolver);
    this.http1 = http1;
    this.http2 = http2;
  }

  /**
   * Finds a connection for one request, in the protocol of the cluster; the listener hears later,
   * never from within this call.
   */
  public void acquire(Cluster cluster, UpstreamListener listener) {
    acquire(cluster, cluster.protocol(), listener);
  }

  /**
   * As {@link #acquire(Cluster, UpstreamListener)}, in {@code protocol} whatever the cluster says:
   * gRPC needs HTTP/2.
   */
  public void acquire(Cluster cluster, UpstreamProtocol protocol, UpstreamListener listener) {
    Endpoint endpoint = picker.pick(cluster, this::load);
    counts(endpoint).total++;
    switch (protocol) {
      case HTTP1 -> acquireWhole(cluster, endpoint, listener);
      case H2C, H2 ->
          multiplexed
              .computeIfAbsent(endpoint, e -> new MultiplexedPool(e, connector, http2))
              .acquire(cluster, listener);
    }
  }

  private void acquireWhole(Cluster cluster, Endpoint endpoint, UpstreamListener listener) {
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
    PooledConnection connection = http1.apply(pool);
    Endpoint endpoint = pool.endpoint();
    pool.began();
    connector
        .connect(cluster, endpoint, Inside.HTTP1, connection.initializer())
        .addListener(
            done -> {
              if (done.isSuccess()) {
                connection.begin(listener);
                return;
              }
              pool.ended();
              // A name that cannot be fails at once, while the caller is still in acquire.
              GatewayException failure = Connector.failure(cluster, endpoint, done.cause());
              loop.execute(() -> listener.onUpstreamFailure(failure));
            });
  }

  /**
   * Opens a connection of the caller's own, which no pool has, to an endpoint of the cluster. It
   * counts as one request under way until it is closed. Nothing is read before it is asked for.
   *
   * @return may be done already: a name that cannot be fails at once
   */
  public ChannelFuture open(Cluster cluster, ChannelHandler handler) {
    Endpoint endpoint = picker.pick(cluster, this::load);
    Counts count = counts(endpoint);
    count.total++;
    count.own++;
    ChannelFuture connected = connector.connect(cluster, endpoint, Inside.RAW, handler);
    connected.channel().closeFuture().addListener(closed -> count.own--);
    return connected;
  }

  /** The cluster's endpoints with what this worker has under way to each. */
  public List<UpstreamHost> hosts(Cluster cluster) {
    return cluster.endpoints().stream()
        .map(e -> new UpstreamHost(e, load(e), counts(e).total))
        .toList();
  }

  private Counts counts(Endpoint endpoint) {
    if (counts.size() >= MAX_ENDPOINTS && !counts.containsKey(endpoint)) {
      forgetUnused();
    }
    return counts.computeIfAbsent(endpoint, e -> new Counts());
  }

  /** Closes what is idle towards all endpoints, and forgets those with nothing under way. */
  private void forgetUnused() {
    Set<Endpoint> used = new HashSet<>(counts.keySet());
    used.removeIf(e -> load(e) == 0);
    retain(used);
  }

  /** How many endpoints are remembered. */
  int endpoints() {
    return Math.max(counts.size(), Math.max(pools.size(), multiplexed.size()));
  }

  private int load(Endpoint endpoint) {
    UpstreamPool pool = pools.get(endpoint);
    MultiplexedPool shared = multiplexed.get(endpoint);
    return (pool == null ? 0 : pool.active())
        + (shared == null ? 0 : shared.active())
        + counts(endpoint).own;
  }

  /** Closes what is idle towards endpoints that no cluster has any more. */
  public void retain(Map<String, Cluster> clusters) {
    Set<Endpoint> wanted = new HashSet<>();
    clusters.values().forEach(c -> wanted.addAll(c.endpoints()));
    retain(wanted);
    picker.retain(clusters);
  }

  private void retain(Set<Endpoint> wanted) {
    retain(pools, wanted, UpstreamPool::retire);
    retain(multiplexed, wanted, MultiplexedPool::retire);
    counts.keySet().retainAll(wanted);
  }

  private static <P> void retain(Map<Endpoint, P> pools, Set<Endpoint> wanted, Consumer<P> retire) {
    pools
        .entrySet()
        .removeIf(
            pool -> {
              boolean drop = !wanted.contains(pool.getKey());
              if (drop) {
                retire.accept(pool.getValue());
              }
              return drop;
            });
  }

  /** Closes all that is idle; what is under way ends by itself. */
  public void close() {
    retain(Map.of());
  }
}
