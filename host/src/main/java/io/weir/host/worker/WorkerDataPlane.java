package io.weir.host.worker;

import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Secrets;
import io.weir.host.net.BindFailedException;
import io.weir.host.net.BoundListener;
import io.weir.host.net.ListenerSettings;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.observe.Metrics;
import io.weir.host.observe.MetricsSource;
import io.weir.host.observe.PluginLog;
import io.weir.host.observe.view.ClusterView;
import io.weir.host.observe.view.ConnectionView;
import io.weir.host.observe.view.LiveViews;
import io.weir.host.observe.view.Page;
import io.weir.host.observe.view.Query;
import io.weir.host.observe.view.StreamView;
import io.weir.host.observe.view.StreamViews;
import io.weir.host.observe.view.WorkerPages;
import io.weir.host.overload.OverloadMonitor;
import io.weir.host.plugin.Engines;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginManager;
import io.weir.host.plugin.TagPoller;
import io.weir.host.plugin.VmFactory;
import io.weir.host.plugin.VmWatchdog;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.NodeProperties;
import io.weir.host.tls.ClientTls;
import io.weir.host.tls.ListenerCertificates;
import io.weir.host.tls.ServerTls;
import io.weir.host.tls.UpstreamCertificates;
import io.weir.host.upstream.ClusterCache;
import io.weir.host.upstream.ClusterNames;
import io.weir.host.upstream.ClusterSnapshot;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.control.ClusterStatus;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.registry.PluginPuller;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane: the workers, the listeners, and the one control thread that changes them. A
 * change goes through resolve, canary, prepare, commit and drain; whatever fails before the commit
 * leaves the live generation untouched.
 */
public final class WorkerDataPlane
    implements ConfigApplier, MetricsSource, LiveViews, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerDataPlane.class);

  private static final long CHANGE_SECONDS = 5;
  private static final long LOG_MILLIS = 2_000;

  private final DataPlaneOptions options;
  private final WorkerGroup workers;
  private final Engines engines;
  private final PluginPuller puller;
  private final VmWatchdog watchdog = new VmWatchdog();
  private final Metrics metrics = new Metrics();
  private final VmFactory vms;
  private final PluginManager plugins;
  private final TagPoller tags;
  private final ClusterCache clusters = new ClusterCache();
  private final Observation observation;
  private final UpstreamAsk upstreamAsk;
  private final OverloadMonitor overload;
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
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile long generation;

  /** Whose upstreams guests may name while they start: no worker has it yet, perhaps. */
  private volatile RouteTable naming = RouteTable.EMPTY;

  /** What the last change has made; on the control thread. */
  private CompiledConfig compiled = CompiledConfig.EMPTY;

  private volatile @Nullable GatewayConfig live;
  private volatile Map<String, InetSocketAddress> bound = Map.of();

  /**
   * Starts the workers; nothing is served before the first {@link #apply}.
   *
   * @param puller brings plugins; closed with the gateway, as are {@code engines}
   */
  public WorkerDataPlane(
      DataPlaneOptions options, Engines engines, PluginPuller puller, Secrets secrets) {
    this.options = options;
    this.engines = engines;
    this.puller = puller;
    this.workers = new WorkerGroup(options.workers(), new CpuAffinity(options.cpus()));
    VmServices services =
        VmServices.of(
                new PluginLog(), WallClock.system(), new SharedData(), metrics, NodeProperties::get)
            .withUpstreams(name -> ClusterNames.find(name, naming::cluster) != null);
    this.vms = new VmFactory(services, watchdog);
    this.plugins = new PluginManager(puller, engines, secrets, vms, workers.workers());
    this.tags = new TagPoller(puller);
    this.observation = new Observation(workers.workers(), secrets);
    this.upstreamAsk = new UpstreamAsk(workers.upstreams());
    this.overload = new OverloadMonitor(this::shed);
    overload.start();
  }

  @Override
  public long apply(GatewayConfig config) {
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
    RouteTable before = naming;
    boolean prepared = false;
    try {
      change.resolve();
      CompiledConfig routes =
          RouteCompiler.compile(
              config, next, change, clusters.compile(config.upstreams(), tls), compiled);
      naming = routes.table();
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
        naming = before;
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

  @Override
  public void onMoved(Runnable reapply) {
    tags.onMoved(reapply);
  }

  @Override
  public long generation() {
    return generation;
  }

  /** The configuration that is live, null before the first. */
  public @Nullable GatewayConfig live() {
    return live;
  }

  @Override
  public List<PluginStatus> plugins() {
    return plugins.reports().status();
  }

  @Override
  public List<EngineStatus> engines() {
    return engines.statuses().stream()
        .map(s -> new EngineStatus(s.name(), s.available(), s.reason()))
        .toList();
  }

  @Override
  public Map<String, String> boundAddresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    bound.forEach(
        (name, at) ->
            addresses.put(name, new Endpoint(at.getHostString(), at.getPort()).toString()));
    return addresses;
  }

  @Override
  public List<CertificateInfo> certificates() {
    return certificates.certificates();
  }

  /** The addresses that listeners are bound to, by name. Any thread. */
  public Map<String, InetSocketAddress> listeners() {
    return bound;
  }

  @Override
  public void collect(Exposition page) {
    page.family("weir_workers", Type.GAUGE, "Event loops that serve streams.").sample(workers());
    page.family("weir_generation", Type.GAUGE, "The number of the live configuration.")
        .sample(generation);
    observation.collect(page, live);
    UpstreamMetrics.write(page, upstreamAsk.now());
    OverloadMetrics.write(page, workers.connections(), overload);
    ActionMetrics.collect(page, workers.workers().stream().map(Worker::actions).toList());
    plugins.reports().collect(page);
    metrics.collect(page);
  }

  @Override
  public Page<StreamView> streams(Query query) {
    return WorkerPages.merge(
        workers.workers().stream()
            .map(
                w ->
                    new WorkerPages.Part<>(
                        w.loop(), () -> StreamViews.take(w.index(), w.watch().live(), query)))
            .toList(),
        query.limit(),
        StreamView::ageMillis);
  }

  @Override
  public Page<ConnectionView> connections(Query query) {
    return WorkerPages.merge(
        workers.workers().stream()
            .map(
                w ->
                    new WorkerPages.Part<>(
                        w.loop(), () -> w.watch().connections().take(w.index(), query)))
            .toList(),
        query.limit(),
        ConnectionView::ageMillis);
  }

  /** Mirrored requests that were given up, over all workers. */
  long mirrorsDropped() {
    return workers.workers().stream().mapToLong(w -> w.actions().mirrorsDropped()).sum();
  }

  @Override
  public List<ClusterView> clusters() {
    return upstreams().stream().map(ClusterViews::of).toList();
  }

  /** How all upstreams are, by name. Waits for the workers; not from one of them. */
  public List<ClusterStatus> upstreams() {
    return upstreamAsk.now();
  }

  public Metrics metrics() {
    return metrics;
  }

  public int workers() {
    return workers.workers().size();
  }

  /** Has every worker refuse requests, or serve them again. Any thread. */
  void shed(boolean now) {
    workers.workers().forEach(worker -> worker.loop().execute(() -> worker.shed(now)));
  }

  @Override
  public boolean isShedding() {
    return overload.isShedding();
  }

  @Override
  public boolean isStopping() {
    return stopped.get();
  }

  /**
   * Stops: no more changes; new connections are taken for the delay that the options say; then idle
   * ones close, busy ones may end within {@code drainMillis}, and all is freed. A change under way
   * is waited for. Idempotent.
   */
  public void stop(long drainMillis) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    tags.close();
    certificates.close();
    overload.close();
    control.shutdown();
    awaitChange();
    Drain drain = new Drain(workers);
    drain.delay(options.drainDelay());
    listeners.values().forEach(BoundListener::close);
    drain.await(drainMillis);
    watchdog.close();
    vms.close();
    workers.close();
    observation.close(LOG_MILLIS);
    puller.close();
    // Compiled code is freed with the process: a VM of a stream that was cut off may still hold it.
  }

  private void awaitChange() {
    try {
      if (!control.awaitTermination(CHANGE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("stopping while a change is under way: it was given {} s to end", CHANGE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets streams end for a moment, then stops. */
  @Override
  public void close() {
    stop(options.drain().toMillis());
  }
}
