package io.weir.bench.stream;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.HttpSettings;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.Deadlines;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.WorkerActions;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPool;
import io.weir.host.upstream.UpstreamPools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker without sockets: real streams, routes, filters, pools and counters between a client and
 * an upstream that do nothing.
 */
final class StreamRig implements StreamHost, AutoCloseable {
  private static final String CONFIG =
      """
      upstreams: [ { name: origin, endpoints: [ "127.0.0.1:9001" ] } ]
      routes:
      - name: shop
        matches: [ { path: { type: PathPrefix, value: /api } } ]
        backendRefs: [ { name: origin } ]
      """;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final WorkerWatch watch = new WorkerWatch();
  private final WorkerActions actions = new WorkerActions();
  private final Deadlines deadlines = new Deadlines(loop());
  private final BenchClient client = new BenchClient();
  private final UpstreamPools pools =
      new UpstreamPools(
          loop(),
          QuickChannel.class,
          DefaultAddressResolverGroup.INSTANCE,
          this::connect,
          pool -> {
            throw new IllegalStateException("no HTTP/2 here");
          });
  private final @Nullable BenchPlugins plugins;
  private final RouteTable table;
  private @Nullable BenchUpstream upstream;

  /**
   * @param engine what runs the plugin
   * @param module null for no plugin
   */
  StreamRig(String engine, @Nullable Path module) {
    plugins = module == null ? null : new BenchPlugins(loop(), engine, module);
    GatewayConfig config = ConfigReader.read(CONFIG, ConfigReader.Format.YAML);
    Cluster cluster = Cluster.of(config.upstreams().getFirst(), null);
    GatewayConfig.Route route = config.routes().getFirst();
    List<BoundPlugin> chain = plugins == null ? List.of() : plugins.chain();
    Route made =
        new Route(
            route.name(),
            client.listener(),
            List.of(),
            Route.matches(route),
            List.of(new Route.Backend(cluster, 1)),
            route.timeouts(),
            chain);
    table = new RouteTable(1, List.of(made), Map.of(cluster.name(), cluster));
    pools.commit(table.clusters(), Map.of());
  }

  private BenchUpstream connect(UpstreamPool pool) {
    BenchUpstream made = new BenchUpstream(pool);
    upstream = made;
    return made;
  }

  /**
   * One request and its answer.
   *
   * @return how many headers both had, as they came out
   */
  int run() {
    int before = client.finished();
    Stream stream = new Stream(this, client);
    stream.start(request(), true, false);
    clock.runPendingTasks();
    BenchUpstream asked = upstream;
    if (asked == null) {
      throw new IllegalStateException("no connection was made");
    }
    asked.answer();
    if (client.finished() != before + 1) {
      throw new IllegalStateException("the stream is not over");
    }
    return asked.headers() + client.headers();
  }

  private static HeaderList request() {
    HeaderList headers = new HeaderList();
    headers.append(":method", "GET");
    headers.append(":authority", "shop.example.com");
    headers.append(":path", "/api/items?page=2");
    headers.append(":scheme", "http");
    headers.append("accept", "application/json");
    headers.append("user-agent", "bench");
    return headers;
  }

  @Override
  public void close() {
    pools.close();
    clock.runPendingTasks();
    if (plugins != null) {
      plugins.close();
    }
    clock.finishAndReleaseAll();
  }

  // ---- the worker

  @Override
  public RouteTable routeTable() {
    return table;
  }

  @Override
  public UpstreamPools pools() {
    return pools;
  }

  @Override
  public EventLoop loop() {
    return clock.eventLoop();
  }

  @Override
  public WorkerWatch watch() {
    return watch;
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
  public HttpSettings http(String listener) {
    return HttpSettings.DEFAULT;
  }

  @Override
  public int index() {
    return 0;
  }
}
