package io.weir.host.worker;

import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Secrets;
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
import io.weir.host.overload.OverloadMonitor;
import io.weir.host.plugin.Engines;
import io.weir.host.plugin.PluginManager;
import io.weir.host.plugin.TagPoller;
import io.weir.host.plugin.VmFactory;
import io.weir.host.plugin.VmWatchdog;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.NodeProperties;
import io.weir.host.upstream.ClusterNames;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The data plane: the workers, the listeners, and what changes and watches them. */
public final class WorkerDataPlane
    implements ConfigApplier, MetricsSource, LiveViews, AutoCloseable {
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
  private final Observation observation;
  private final OverloadMonitor overload;
  private final PlaneViews views;
  private final ConfigChanges changes;
  private final AtomicBoolean stopped = new AtomicBoolean();

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
    AtomicReference<RouteTable> naming = new AtomicReference<>(RouteTable.EMPTY);
    VmServices services =
        VmServices.of(
                new PluginLog(), WallClock.system(), new SharedData(), metrics, NodeProperties::get)
            .withUpstreams(name -> ClusterNames.find(name, of -> naming.get().cluster(of)) != null);
    this.vms = new VmFactory(services, watchdog);
    this.plugins = new PluginManager(puller, engines, secrets, vms, workers.workers());
    this.tags = new TagPoller(puller);
    this.observation = new Observation(workers.workers(), secrets);
    this.views = new PlaneViews(workers);
    this.overload = new OverloadMonitor(this::shed);
    this.changes = new ConfigChanges(workers, plugins, tags, observation, overload, naming);
    overload.start();
  }

  @Override
  public long apply(GatewayConfig config) {
    return changes.apply(config);
  }

  @Override
  public void onMoved(Runnable reapply) {
    tags.onMoved(reapply);
  }

  @Override
  public long generation() {
    return changes.generation();
  }

  /** The configuration that is live, null before the first. */
  public @Nullable GatewayConfig live() {
    return changes.live();
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
    listeners()
        .forEach(
            (name, at) ->
                addresses.put(name, new Endpoint(at.getHostString(), at.getPort()).toString()));
    return addresses;
  }

  @Override
  public List<CertificateInfo> certificates() {
    return changes.certificates();
  }

  /** The addresses that listeners are bound to, by name. Any thread. */
  public Map<String, InetSocketAddress> listeners() {
    return changes.bound();
  }

  @Override
  public void collect(Exposition page) {
    page.family("weir_workers", Type.GAUGE, "Event loops that serve streams.").sample(workers());
    page.family("weir_generation", Type.GAUGE, "The number of the live configuration.")
        .sample(generation());
    observation.collect(page, live());
    UpstreamMetrics.write(page, upstreams());
    OverloadMetrics.write(page, workers.connections(), overload);
    ActionMetrics.collect(page, workers.workers().stream().map(Worker::actions).toList());
    plugins.reports().collect(page);
    metrics.collect(page);
  }

  @Override
  public Page<StreamView> streams(Query query) {
    return views.streams(query);
  }

  @Override
  public Page<ConnectionView> connections(Query query) {
    return views.connections(query);
  }

  /** Mirrored requests that were given up, over all workers. */
  long mirrorsDropped() {
    return workers.workers().stream().mapToLong(w -> w.actions().mirrorsDropped()).sum();
  }

  @Override
  public List<ClusterView> clusters() {
    return views.clusters();
  }

  /** How all upstreams are, by name. Waits for the workers; not from one of them. */
  public List<ClusterStatus> upstreams() {
    return views.upstreams();
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
    overload.close();
    changes.close();
    Drain drain = new Drain(workers);
    drain.delay(options.drainDelay());
    changes.closeListeners();
    drain.await(drainMillis);
    watchdog.close();
    vms.close();
    workers.close();
    observation.close(LOG_MILLIS);
    puller.close();
    // Compiled code is freed with the process: a VM of a stream that was cut off may still hold it.
  }

  /** Lets streams end for a moment, then stops. */
  @Override
  public void close() {
    stop(options.drain().toMillis());
  }
}
