package io.weir.host.worker;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.weir.host.callout.GrpcCallouts;
import io.weir.host.callout.HttpCallouts;
import io.weir.host.callout.TracedGrpcCallouts;
import io.weir.host.callout.TracedHttpCallouts;
import io.weir.host.config.HttpSettings;
import io.weir.host.net.BoundListener;
import io.weir.host.net.ConnectionTracker;
import io.weir.host.net.Http1ClientConnection;
import io.weir.host.net.Http2ClientConnection;
import io.weir.host.net.ListenerSettings;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.plugin.PluginWorker;
import io.weir.host.redis.RedisCallouts;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.Deadlines;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.WorkerActions;
import io.weir.host.upstream.ClusterSnapshot;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.host.TimerScheduler;
import io.weir.proxywasm.host.WorkerServices;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One event loop and all that it owns. Whatever is not final here is touched by the loop's thread
 * only, so nothing is locked and nothing is volatile.
 */
final class Worker implements StreamHost, PluginWorker {
  private final int index;
  private final EventLoop loop;
  private final UpstreamPools pools;
  private final WorkerActions actions = new WorkerActions();
  private final Deadlines deadlines;
  private final ConnectionTracker connections = new ConnectionTracker();
  private final WorkerServices services;
  private final WorkerWatch watch = new WorkerWatch();
  private boolean shedding;
  private RouteTable table = RouteTable.EMPTY;
  private Map<String, ListenerSettings> listeners = Map.of();

  Worker(
      int index,
      EventLoop loop,
      Transport transport,
      AddressResolverGroup<InetSocketAddress> resolver) {
    this.index = index;
    this.loop = loop;
    this.pools = pools(loop, transport, resolver);
    this.deadlines = new Deadlines(loop);
    TimerScheduler timers =
        (millis, task) -> {
          var timer = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
          return () -> timer.cancel(false);
        };
    LoopLag.watch(loop, watch);
    this.services =
        new WorkerServices(
            new TracedHttpCallouts(
                new HttpCallouts(loop, pools, () -> table), watch.currentPlugin()),
            new TracedGrpcCallouts(
                new GrpcCallouts(loop, pools, () -> table), watch.currentPlugin()),
            new RedisCallouts(loop, pools, () -> table),
            timers,
            loop);
  }

  /** Connections of {@code loop} in all protocols that upstreams speak. */
  static UpstreamPools pools(
      EventLoop loop, Transport transport, AddressResolverGroup<InetSocketAddress> resolver) {
    return new UpstreamPools(
        loop,
        transport.client(),
        resolver,
        Http1ClientConnection.sharing(new Http1Workspace()),
        Http2ClientConnection::to);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public WorkerServices services() {
    return services;
  }

  @Override
  public RouteTable routeTable() {
    return table;
  }

  @Override
  public WorkerWatch watch() {
    return watch;
  }

  @Override
  public UpstreamPools pools() {
    return pools;
  }

  @Override
  public Deadlines deadlines() {
    return deadlines;
  }

  @Override
  public WorkerActions actions() {
    return actions;
  }

  @Override
  public boolean isShedding() {
    return shedding;
  }

  /** On the loop. */
  void shed(boolean now) {
    shedding = now;
  }

  @Override
  public HttpSettings http(String listener) {
    ListenerSettings settings = listeners.get(listener);
    return settings == null ? HttpSettings.DEFAULT : settings.http(); // it is being closed
  }

  ConnectionTracker connections() {
    return connections;
  }

  /** What a connection that a listener has accepted lives on. On the loop. */
  BoundListener.Home home(String listener) {
    ListenerSettings settings = listeners.get(listener);
    if (settings == null) {
      settings = new ListenerSettings(listener, HttpSettings.DEFAULT); // it is being closed
    }
    return new BoundListener.Home(this, connections, settings);
  }

  /**
   * The commit: every stream that starts from now on goes by {@code next}, and every connection by
   * {@code settings}, which are by listener. On the loop.
   *
   * @param snapshots of the clusters that are new or have changed
   */
  void commit(
      RouteTable next,
      Map<String, ListenerSettings> settings,
      Map<String, ClusterSnapshot> snapshots) {
    boolean sameClusters = next.clusters() == table.clusters();
    table = next;
    listeners = settings;
    if (!sameClusters) {
      pools.commit(next.clusters(), snapshots);
    }
  }
}
