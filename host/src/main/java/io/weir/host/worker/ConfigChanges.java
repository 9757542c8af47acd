package io.weir.host.worker;

import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.net.BindFailedException;
import io.weir.host.net.BoundListener;
import io.weir.host.net.ListenerSettings;
import io.weir.host.overload.OverloadMonitor;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginManager;
import io.weir.host.plugin.TagPoller;
import io.weir.host.plugin.VmFactory;
import io.weir.host.route.RouteTable;
import io.weir.host.tls.ClientTls;
import io.weir.host.tls.ListenerCertificates;
import io.weir.host.tls.ServerTls;
import io.weir.host.tls.UpstreamCertificates;
import io.weir.host.upstream.ClusterCache;
import io.weir.host.upstream.ClusterSnapshot;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes configurations live, one after the other, on the one control thread. A change goes through
 * resolve, canary, prepare, commit and drain; whatever fails before the commit leaves the live
 * generation untouched.
 */
final class ConfigChanges implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigChanges.class);

  private static final long CHANGE_SECONDS = 5;

  private final WorkerGroup workers;
  private final PluginManager plugins;
  private final TagPoller tags;
  private final Observation observation;
  private final OverloadMonitor overload;
  private final AtomicReference<RouteTable> naming;
  private final ClusterCache clusters = new ClusterCache();
  private final Map<String, BoundListener> listeners = new LinkedHashMap<>();
  private final UpstreamCertificates upstreams = new UpstreamCertificates();
  private final ListenerCertificates certificates = new ListenerCertificates(upstreams);
  private final ExecutorService control =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread thread = new Thread(null, r, "weir-control", VmFactory.GUEST_STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  /** What the last change has made; on the control thread. */
  private CompiledConfig compiled = CompiledConfig.EMPTY;

  private volatile long generation;
  private volatile @Nullable GatewayConfig live;
  private volatile Map<String, InetSocketAddress> bound = Map.of();

  /**
   * @param naming is given the table whose upstreams guests may name while they start: no worker
   *     has it yet, perhaps
   */
  ConfigChanges(
      WorkerGroup workers,
      PluginManager plugins,
      TagPoller tags,
      Observation observation,
      OverloadMonitor overload,
      AtomicReference<RouteTable> naming) {
    this.workers = workers;
    this.plugins = plugins;
    this.tags = tags;
    this.observation = observation;
    this.overload = overload;
    this.naming = naming;
  }

  /** As {@link io.weir.host.config.ConfigApplier#apply}. */
  long apply(GatewayConfig config) {
    Future<Long> applied = control.submit(() -> change(config));
    try {
      return applied.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a change of the configuration failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a change was being applied", e);
    }
  }

  private long change(GatewayConfig config) {
    long start = System.nanoTime();
    long next = generation + 1;
    Map<String, ServerTls> tls = certificates.prepare(config);
    Map<String, ClientTls> toUpstreams = upstreams.prepare(config);
    PluginChange change = plugins.begin(config);
    ListenerChange sockets = new ListenerChange(listeners, workers);
    CompiledConfig routes = prepare(config, next, change, toUpstreams, sockets);
    // From here on there is no way back: what was prepared is the workers' own.
    long skew = commit(config, change, routes.table(), tls);
    if (routes.table().clusters() != compiled.table().clusters()) {
      workers.upstreams().commit(routes.table().clusters());
    }
    compiled = routes;
    change.committed();
    observation.committed();
    certificates.commit(tls);
    upstreams.commit(toUpstreams);
    sockets.commit();
    workers.connections().limit(config.gateway().overload().maxConnections());
    overload.settings(config.gateway().overload());
    bound = sockets.bound();
    generation = next;
    live = config;
    tags.watch(config, plugins.digests());
    log.info(
        "generation {} is live: {} routes, {} plugins, in {} ms, skew between workers {} us",
        next,
        config.routes().size(),
        config.plugins().size(),
        (System.nanoTime() - start) / 1_000_000,
        skew / 1_000);
    return next;
  }

  private CompiledConfig prepare(
      GatewayConfig config,
      long next,
      PluginChange change,
      Map<String, ClientTls> tls,
      ListenerChange sockets) {
    RouteTable before = naming.get();
    boolean prepared = false;
    try {
      change.resolve();
      CompiledConfig routes =
          RouteCompiler.compile(
              config, next, change, clusters.compile(config.upstreams(), tls), compiled);
      naming.set(routes.table());
      change.canary();
      change.prepare();
      observation.prepare(config);
      sockets.open(config.listeners());
      prepared = true;
      return routes;
    } catch (BindFailedException e) {
      throw new ConfigException(
          new Problem(
              "listeners",
              0,
              String.valueOf(e.getMessage()),
              "stop what listens there, or give the listener another address"));
    } finally {
      if (!prepared) {
        naming.set(before);
        change.abandon();
        sockets.abandon();
        observation.abandon();
      }
    }
  }

  /** One field write on each worker; gives the time between the first and the last, in ns. */
  private long commit(
      GatewayConfig config, PluginChange change, RouteTable table, Map<String, ServerTls> tls) {
    Map<String, ListenerSettings> settings =
        config.listeners().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    GatewayConfig.Listener::name,
                    listener -> ListenerSettings.of(listener, tls.get(listener.name()))));
    Map<String, ClusterSnapshot> snapshots =
        table.clusters() == compiled.table().clusters()
            ? Map.of()
            : workers.upstreams().prepare(table.clusters());
    AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    AtomicLong last = new AtomicLong(Long.MIN_VALUE);
    long base = System.nanoTime();
    workers.onEach(
        worker -> {
          worker.commit(table, settings, snapshots);
          observation.commit(worker, config);
          // After the table: what a guest asked for while it was configured may name a new
          // upstream.
          change.adopt(worker.index());
          long now = System.nanoTime() - base;
          first.accumulateAndGet(now, Math::min);
          last.accumulateAndGet(now, Math::max);
        });
    return last.get() - first.get();
  }

  /** The number of the live configuration, 0 before the first. Any thread. */
  long generation() {
    return generation;
  }

  /** The configuration that is live, null before the first. Any thread. */
  @Nullable GatewayConfig live() {
    return live;
  }

  /** The addresses that listeners are bound to, by name. Any thread. */
  Map<String, InetSocketAddress> bound() {
    return bound;
  }

  /** Those that listeners show now. Any thread. */
  List<CertificateInfo> certificates() {
    return certificates.certificates();
  }

  /** No more changes; one under way is waited for. */
  @Override
  public void close() {
    certificates.close();
    control.shutdown();
    try {
      if (!control.awaitTermination(CHANGE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("stopping while a change is under way: it was given {} s to end", CHANGE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No more connections; after {@link #close}. */
  void closeListeners() {
    listeners.values().forEach(BoundListener::close);
  }
}
