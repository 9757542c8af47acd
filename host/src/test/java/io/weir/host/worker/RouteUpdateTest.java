package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.observe.Metrics;
import io.weir.host.observe.PluginLog;
import io.weir.host.plugin.Engines;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginManager;
import io.weir.host.plugin.VmFactory;
import io.weir.host.plugin.VmWatchdog;
import io.weir.host.route.Mirror;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.route.RouteTable;
import io.weir.host.route.TcpRoute;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.NodeProperties;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterCache;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a change concerns is compiled, and that is as good as compiling all. */
@SuppressWarnings("NullAway.Init")
class RouteUpdateTest {
  private static final String LISTENER = "listeners: [ { name: web, address: \"127.0.0.1:1\" } ]\n";

  @TempDir Path folder;
  private final VmWatchdog watchdog = new VmWatchdog();
  private final ClusterCache clusters = new ClusterCache();
  private PluginPuller puller;
  private VmFactory vms;
  private PluginManager plugins;
  private CompiledConfig live = CompiledConfig.EMPTY;
  private long generation;

  @BeforeEach
  void open() {
    VmServices services =
        VmServices.of(
            new PluginLog(),
            WallClock.system(),
            new SharedData(),
            new Metrics(),
            NodeProperties::get);
    vms = new VmFactory(services, watchdog);
    puller = new PluginPuller(folder.resolve("cache"), ClientOptions.defaults());
    plugins =
        new PluginManager(
            puller,
            new Engines(new EngineOptions(folder.resolve("code"))),
            new Secrets(Map.<String, String>of()::get, new Redactor()),
            vms,
            List.of());
  }

  @AfterEach
  void close() {
    watchdog.close();
    vms.close();
    puller.close();
  }

  private RouteTable apply(GatewayConfig config) {
    PluginChange change = plugins.begin(config);
    change.resolve();
    generation++;
    live =
        RouteCompiler.compile(
            config, generation, change, clusters.compile(config.upstreams(), Map.of()), live);
    change.committed();
    return live.table();
  }

  /** With what is equal to before as the same object, as a file that is read again has it. */
  private RouteTable apply(String yaml) {
    GatewayConfig read = TestGateway.config(yaml);
    GatewayConfig before = live.config();
    return apply(
        new GatewayConfig(
            kept(before.listeners(), read.listeners()),
            kept(before.upstreams(), read.upstreams()),
            before.plugins(),
            read.gateway(),
            kept(before.routes(), read.routes())));
  }

  private static <T> List<T> kept(List<T> before, List<T> now) {
    List<T> kept = new ArrayList<>(now);
    kept.replaceAll(one -> before.contains(one) ? before.get(before.indexOf(one)) : one);
    return kept.equals(before) ? before : kept;
  }

  private static @Nullable Route match(RouteTable table, String listener, String path) {
    HeaderList request = new HeaderList();
    request.add(":method", "GET");
    request.add(":authority", "shop.test");
    request.add(":path", path);
    return table.match(listener, request);
  }

  private static Route found(RouteTable table, String listener, String path) {
    return Objects.requireNonNull(match(table, listener, path), path);
  }

  @Test
  void anUpstreamThatIsAnotherConcernsTheRoutesThatGoThere() {
    String text =
        LISTENER
            + """
            upstreams:
              - { name: one, endpoints: [ "127.0.0.1:%d" ] }
              - { name: two, endpoints: [ "127.0.0.1:2" ] }
            routes:
              - { name: one, matches: [ { path: { value: /one } } ], backendRefs: [ { name: one } ] }
              - { name: two, matches: [ { path: { value: /two } } ], backendRefs: [ { name: two } ] }
              - name: mirrored
                matches: [ { path: { value: /mirrored } } ]
                backendRefs: [ { name: two } ]
                filters:
                  - { type: RequestMirror, requestMirror: { backendRef: { name: one } } }
            """;
    RouteTable before = apply(text.formatted(1));
    RouteTable after = apply(text.formatted(3));
    assertSame(found(before, "web", "/two"), found(after, "web", "/two"));
    Route one = found(after, "web", "/one");
    assertNotSame(found(before, "web", "/one"), one);
    assertSame(after.cluster("one"), one.backends().getFirst().cluster());
    assertEquals(3, one.backends().getFirst().cluster().endpoints().getFirst().port());
    assertNotSame(found(before, "web", "/mirrored"), found(after, "web", "/mirrored"));
    assertSame(before.cluster("two"), after.cluster("two"));
    RouteTable again = apply(text.formatted(3) + "gateway: { metrics: { routes: 7 } }\n");
    assertSame(after.clusters(), again.clusters(), "workers keep what they have");
  }

  @Test
  void aListenerThatIsAddedOrGoesLeavesTheRoutesOfOthers() {
    String text =
        """
        listeners: [ { name: web, address: "127.0.0.1:1" } %s ]
        upstreams: [ { name: one, endpoints: [ "127.0.0.1:1" ] } ]
        routes:
          - { name: all, backendRefs: [ { name: one } ] }
          - { name: web, listeners: [ web ], matches: [ { path: { value: /web } } ], backendRefs: [ { name: one } ] }
        """;
    RouteTable before = apply(text.formatted(""));
    RouteTable after = apply(text.formatted(", { name: more, address: \"127.0.0.1:2\" }"));
    assertSame(found(before, "web", "/a"), found(after, "web", "/a"));
    assertSame(found(before, "web", "/web"), found(after, "web", "/web"));
    assertEquals("more", found(after, "more", "/a").listener());
    RouteTable other =
        apply(
            text.formatted(
                ", { name: more, address: \"127.0.0.1:2\", http: { limits: { headerCount: 70 } } }"));
    assertSame(found(after, "more", "/a"), found(other, "more", "/a"), "the same plugins");
    RouteTable less = apply(text.formatted(""));
    assertNull(match(less, "more", "/a"));
    assertSame(found(before, "web", "/a"), found(less, "web", "/a"));
  }

  @Test
  void connectionsOfATcpListenerGoToTheUpstreamAsItIsNow() {
    String text =
        """
        listeners: [ { name: raw, address: "127.0.0.1:1", protocol: TCP, backendRefs: [ { name: one } ] } ]
        upstreams: [ { name: one, endpoints: [ "127.0.0.1:%d" ] } ]
        """;
    apply(text.formatted(1));
    TcpRoute route = Objects.requireNonNull(apply(text.formatted(2)).tcp("raw"));
    assertEquals(2, route.backends().getFirst().cluster().endpoints().getFirst().port());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void afterAnyChangesItIsAsGoodAsCompiledAsAWhole(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 60; step++) {
      RouteTable table = apply(randomConfig(random));
      GatewayConfig config = live.config();
      PluginChange all = plugins.begin(config);
      all.resolve();
      RouteTable whole =
          RouteCompiler.whole(config, generation, all, live.table().clusters()).table();
      for (int path = 0; path < 4; path++) {
        for (String listener : List.of("l0", "l1", "l2")) {
          assertEquals(
              words(match(whole, listener, "/p" + path)),
              words(match(table, listener, "/p" + path)),
              "step " + step + ": " + listener + " /p" + path);
        }
      }
      for (String listener : List.of("l0", "l1", "l2")) {
        assertEquals(
            words(whole.tcp(listener)),
            words(table.tcp(listener)),
            "step " + step + ": TCP " + listener);
      }
    }
  }

  private static String words(@Nullable Route route) {
    return route == null
        ? "none"
        : "%s on %s to %s, copied to %s"
            .formatted(route.name(), route.listener(), route.backends(), mirrors(route));
  }

  private static List<Cluster> mirrors(Route route) {
    RouteActions actions = route.actions();
    return actions == null ? List.of() : actions.mirrors().stream().map(Mirror::cluster).toList();
  }

  private static String words(@Nullable TcpRoute route) {
    return route == null ? "none" : route.backends() + " idle " + route.idle();
  }

  /** Few names and paths: that many routes are equal in all but their order. */
  private static String randomConfig(Random random) {
    StringBuilder yaml = new StringBuilder("listeners:\n");
    IntStream.range(0, 1 + random.nextInt(3))
        .forEach(
            i ->
                yaml.append(
                    "- { name: l%d, address: \"127.0.0.1:%d\"%s }\n"
                        .formatted(i, i + 1, i > 0 && random.nextInt(4) == 0 ? tcp(random) : "")));
    yaml.append("upstreams:\n");
    for (int i = 0; i < 3; i++) {
      yaml.append(
          "- { name: u%d, endpoints: [ \"127.0.0.1:%d\" ] }\n".formatted(i, 1 + random.nextInt(2)));
    }
    yaml.append("routes:\n");
    for (int i = 0; i < 24; i++) {
      if (random.nextInt(4) > 0) {
        yaml.append(
            "- { name: r%d, %s%s matches: [ { path: { value: /p%d } } ], backendRefs: [ { name: u%d } ] }\n"
                .formatted(
                    i,
                    i % 3 == 0 && random.nextInt(4) > 0 ? "listeners: [ l0 ]," : "",
                    i % 5 == 0 ? mirror(random) : "",
                    random.nextInt(8) == 0 ? random.nextInt(4) : i % 4,
                    random.nextInt(8) == 0 ? random.nextInt(3) : i % 3));
      }
    }
    return yaml.toString();
  }

  private static String tcp(Random random) {
    return ", protocol: TCP, timeouts: { idle: %ds }, backendRefs: [ { name: u%d } ]"
        .formatted(1 + random.nextInt(2), random.nextInt(3));
  }

  private static String mirror(Random random) {
    return "filters: [ { type: RequestMirror, requestMirror: { backendRef: { name: u%d } } } ],"
        .formatted(random.nextInt(3));
  }
}
