package io.weir.host.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.tls.ClientTls.Inside;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connections to all upstreams, kept alive between requests. Confined to its loop, and
 * so are its connections: a request never changes threads on its way.
 */
public final class UpstreamPools {
  /** So many clusters that plugins have named by their address are remembered. */
  static final int MAX_ADDRESSES = 4096;

  private final PoolSetup setup;
  private final Map<String, WorkerCluster> clusters = new HashMap<>();
  private final Map<String, WorkerCluster> addresses = new HashMap<>();
  private SuspectListener suspects = SuspectListener.NONE;

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
    this.setup = new PoolSetup(new Connector(loop, channelType, resolver), http1, http2);
  }

  /**
   * Finds a connection for one request, in the protocol of the cluster; the listener hears later,
   * never from within this call.
   */
  public void acquire(Cluster cluster, UpstreamListener listener) {
    acquire(cluster, null, cluster.protocol(), listener);
  }

  /**
   * As {@link #acquire(Cluster, UpstreamListener)}, in {@code protocol} whatever the cluster says:
   * gRPC needs HTTP/2.
   */
  public void acquire(Cluster cluster, UpstreamProtocol protocol, UpstreamListener listener) {
    acquire(cluster, null, protocol, listener);
  }

  /**
   * As {@link #acquire(Cluster, UpstreamListener)}, for a request that has a say in the choice, and
   * that may be told of a connection which is idle from within this call; of all else, later.
   *
   * @param context asked before this returns, not later
   */
  public void acquire(Cluster cluster, PickContext context, UpstreamListener listener) {
    acquire(cluster, context, cluster.protocol(), listener);
  }

  private void acquire(
      Cluster cluster,
      @Nullable PickContext context,
      UpstreamProtocol protocol,
      UpstreamListener listener) {
    of(cluster).acquire(context, protocol, listener);
  }

  /**
   * Opens a connection of the caller's own, which no pool has, to an endpoint of the cluster. It
   * counts as one request under way until it is closed. Nothing is read before it is asked for.
   *
   * @return may be done already: a name that cannot be fails at once
   */
  public Future<Void> open(Cluster cluster, ChannelHandler handler) {
    return open(cluster, null, handler);
  }

  /** As {@link #open(Cluster, ChannelHandler)}, for a client that has a say in the choice. */
  public Future<Void> open(Cluster cluster, @Nullable PickContext context, ChannelHandler handler) {
    WorkerCluster state = of(cluster);
    Host host = state.acquireOwn(context);
    if (host == null) {
      return setup.connector().refused(cluster);
    }
    ChannelFuture connected = host.connect(Inside.RAW, handler, context);
    connected.channel().closeFuture().addListener(closed -> host.ended());
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            host.connected();
          } else {
            host.connectFailed(Connector.failure(cluster, host.endpoint(), done.cause()));
          }
        });
    return connected;
  }

  /**
   * Whether one retry more may begin now, by the cluster's circuit breaker; if so it is counted
   * until {@link #retryEnded}.
   */
  public boolean tryRetry(String cluster) {
    WorkerCluster state = clusters.get(cluster);
    return state == null || state.tryRetry();
  }

  /** A retry that {@link #tryRetry} has let begin is over, one way or the other. */
  public void retryEnded(String cluster) {
    WorkerCluster state = clusters.get(cluster);
    if (state != null) {
      state.retryEnded();
    }
  }

  /** The cluster's endpoints with what this worker has under way to each. */
  public List<UpstreamHost> hosts(Cluster cluster) {
    return of(cluster).hosts();
  }

  private WorkerCluster of(Cluster cluster) {
    WorkerCluster state = clusters.get(cluster.name());
    return state != null ? state : address(cluster);
  }

  /** A cluster that is in no configuration, or not any more. */
  private WorkerCluster address(Cluster cluster) {
    WorkerCluster state = addresses.get(cluster.name());
    if (state == null) {
      if (addresses.size() >= MAX_ADDRESSES) {
        forgetUnused();
      }
      state = new WorkerCluster(ClusterSnapshot.of(cluster), setup, SuspectListener.NONE);
      addresses.put(cluster.name(), state);
    } else if (!state.cluster().equals(cluster)) {
      state.update(ClusterSnapshot.of(cluster));
    }
    return state;
  }

  private void forgetUnused() {
    addresses
        .values()
        .removeIf(
            state -> {
              boolean unused = state.requests() == 0;
              if (unused) {
                state.retire();
              }
              return unused;
            });
  }

  /** How many addresses that plugins have named are remembered. */
  int addresses() {
    return addresses.size();
  }

  // ---- what the control side tells

  /** Who is told of endpoints that fail. Before the first cluster. */
  public void suspects(SuspectListener listener) {
    suspects = listener;
  }

  /**
   * These are the clusters from now on. Those that stay keep their connections and counts.
   *
   * @param snapshots by name; what a cluster has that is not among them is what it had before
   */
  public void commit(Map<String, Cluster> live, Map<String, ClusterSnapshot> snapshots) {
    clusters
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !live.containsKey(entry.getKey());
              if (gone) {
                entry.getValue().retire();
              }
              return gone;
            });
    snapshots.values().forEach(this::put);
    for (Cluster cluster : live.values()) {
      WorkerCluster state = clusters.get(cluster.name());
      if (state == null) {
        put(ClusterSnapshot.of(cluster));
      }
    }
  }

  /** Takes over how a cluster is now, unless it has gone meanwhile. From any thread. */
  public void publish(ClusterSnapshot snapshot) {
    setup.connector().loop().execute(() -> update(snapshot));
  }

  /**
   * Tells on the loop what there is of a cluster, nothing when it is not known. From any thread.
   */
  public void count(String cluster, BiConsumer<ClusterCounts, Map<Endpoint, HostCounts>> listener) {
    setup
        .connector()
        .loop()
        .execute(
            () -> {
              WorkerCluster state = clusters.get(cluster);
              if (state == null) {
                listener.accept(ClusterCounts.NONE, Map.of());
              } else {
                listener.accept(state.clusterCounts(), state.counts());
              }
            });
  }

  private void update(ClusterSnapshot snapshot) {
    WorkerCluster state = clusters.get(snapshot.cluster().name());
    if (state != null) {
      state.update(snapshot);
    }
  }

  private void put(ClusterSnapshot snapshot) {
    String name = snapshot.cluster().name();
    WorkerCluster state = clusters.get(name);
    if (state != null) {
      state.update(snapshot);
      return;
    }
    clusters.put(name, new WorkerCluster(snapshot, setup, suspects));
  }

  /** Closes all that is idle; what is under way ends by itself. */
  public void close() {
    clusters.values().forEach(WorkerCluster::retire);
    addresses.values().forEach(WorkerCluster::retire);
    clusters.clear();
    addresses.clear();
  }
}
