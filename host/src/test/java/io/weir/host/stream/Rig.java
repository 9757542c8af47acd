package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.Match;
import io.weir.host.config.PathMatch;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.TestSlots;
import io.weir.host.route.BackendActions;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.TestChannel;
import io.weir.host.upstream.TestNames;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.HttpCallout;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.MetricsSink;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.host.WorkerServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real stream with real filters between a client and an upstream that note what they are sent.
 * All that happens stands in one list of events; every buffer must be free at the end.
 */
final class Rig implements AutoCloseable, StreamHost {
  /** Of streams that are not the test's own. */
  static final String OTHER_PATH = "/other";

  final List<String> events = new ArrayList<>();
  final FakeDown down = new FakeDown(events);
  final FakeUp up = new FakeUp(events);

  /** Whether creation, log, done and delete of contexts are among the events. */
  boolean lifecycle;

  /** Makes the routes from the chain, when a test wants others than the one for everything. */
  @Nullable Function<List<BoundPlugin>, RouteTable> routes;

  private final WorkerActions actions = new WorkerActions();
  private final List<Endpoint> connected = new ArrayList<>();
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final WorkerWatch watch = new WorkerWatch();
  private final Deadlines deadlines = new Deadlines(loop());
  final TestNames names = new TestNames();
  private final UpstreamPools pools =
      new UpstreamPools(
          loop(),
          TestChannel.class,
          names,
          pool -> {
            connected.add(pool.endpoint());
            return up;
          },
          pool -> {
            throw new AssertionError("no HTTP/2 here");
          });
  private final List<ByteBuf> buffers = new ArrayList<>();
  private final NullEngine engine = new NullEngine();
  private final Map<String, Script> scripts = new LinkedHashMap<>();
  private final Map<String, BoundPlugin> bound = new LinkedHashMap<>();
  private final Map<String, List<Runnable>> ticks = new LinkedHashMap<>();
  private final List<HttpCallout.Listener> calls = new ArrayList<>();
  private @Nullable RouteTable table;
  private @Nullable Stream stream;
  private final Map<String, TestSlots> slots = new LinkedHashMap<>();

  // ---- setting up

  /** The next filter in the order of requests. */
  Script filter(String name) {
    return filter(name, FailStrategy.FAIL_CLOSE);
  }

  Script filter(String name, FailStrategy strategy) {
    Script script = new Script(name, strategy, events);
    scripts.put(name, script);
    return script;
  }

  private RouteTable table() {
    RouteTable made = table;
    if (made == null) {
      scripts.values().forEach(s -> bound.put(s.name(), bind(s)));
      Cluster cluster = cluster("origin");
      Function<List<BoundPlugin>, RouteTable> own = routes;
      made =
          own == null
              ? new RouteTable(1, List.of(route(cluster)), Map.of("origin", cluster))
              : own.apply(List.copyOf(bound.values()));
      table = made;
    }
    return made;
  }

  private static Cluster cluster(String name) {
    return new Cluster(
        name,
        List.of(new Endpoint("127.0.0.1", 1)),
        LoadBalancer.Policy.RoundRobin,
        new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  private Route route(Cluster cluster) {
    Match any = new Match(new PathMatch(PathMatch.PathType.PathPrefix, "/"), List.of(), null);
    RouteTimeouts none = new RouteTimeouts(Duration.ZERO, Duration.ZERO);
    GatewayConfig.Route configured =
        new GatewayConfig.Route(
            "route", List.of(), List.of(), List.of(any), List.of(), none, List.of());
    return new Route(
        "route",
        "web",
        List.of(),
        Route.matches(configured),
        List.of(new Route.Backend(cluster, 1)),
        none,
        List.copyOf(bound.values()));
  }

  private BoundPlugin bind(Script script) {
    List<Runnable> waiting = ticks.computeIfAbsent(script.name(), n -> new ArrayList<>());
    WorkerServices worker =
        new WorkerServices(
            (upstream, headers, body, trailers, timeout, listener) -> {
              calls.add(listener);
              return WasmResult.OK;
            },
            GrpcCallout.NONE,
            RedisCallout.NONE,
            (millis, task) -> {
              waiting.add(task);
              return () -> waiting.remove(task);
            },
            Runnable::run);
    TestSlots made = new TestSlots(loop(), worker, services());
    slots.put(script.name(), made);
    PluginSpec spec =
        new PluginSpec(script.name(), "", "vm", new byte[0], new byte[0], Map.of(), Rig.limits());
    CompiledPlugin compiled =
        CompiledPlugin.compile(
            engine, engine.register(script.name(), () -> new FilterGuest(script)));
    return made.bind(compiled, spec, script.strategy);
  }

  private static AbiLimits limits() {
    return AbiLimits.DEFAULT
        .withMemory(32 << 20)
        .withTimes(Duration.ofSeconds(9), Duration.ofSeconds(9));
  }

  private static VmServices services() {
    LogSink silent =
        new LogSink() {
          @Override
          public LogLevel level() {
            return LogLevel.CRITICAL;
          }

          @Override
          public void log(String plugin, LogLevel level, String message) {}
        };
    MetricsSink none =
        new MetricsSink() {
          @Override
          public Metric define(MetricType type, String name) {
            throw new UnsupportedOperationException(name);
          }
        };
    return VmServices.of(silent, WallClock.system(), new SharedData(), none, path -> null);
  }

  // ---- what the client does

  static HeaderList headers(String... pairs) {
    HeaderList list = new HeaderList();
    for (int i = 0; i < pairs.length; i += 2) {
      list.add(pairs[i], pairs[i + 1]);
    }
    return list;
  }

  /** All requests take this route, of which the text has the fields but its name and backends. */
  Rig configured(String fields) {
    return configured("backendRefs: [ { name: origin } ]", fields);
  }

  Rig configured(String backends, String fields) {
    freezeTime();
    String upstream = "{ name: origin, endpoints: [ \"127.0.0.1:1\" ] }";
    GatewayConfig config =
        ConfigReader.read(
            "upstreams: [ %s, %s ]\nroutes:\n- name: route\n  %s\n%s"
                .formatted(
                    upstream, upstream.replace("origin", "other"), backends, fields.indent(2)),
            ConfigReader.Format.YAML);
    routes =
        chain -> {
          GatewayConfig.Route route = config.routes().getFirst();
          Map<String, Cluster> clusters = new LinkedHashMap<>();
          clusters.put("origin", cluster("origin"));
          clusters.put("other", cluster("other"));
          List<Route.Backend> to =
              route.backendRefs().stream()
                  .map(
                      b ->
                          new Route.Backend(
                              Objects.requireNonNull(clusters.get(b.name())),
                              b.weight(),
                              BackendActions.of(b)))
                  .toList();
          Route made =
              new Route(
                  "route",
                  "web",
                  List.of(),
                  Route.matches(route),
                  to,
                  route.timeouts(),
                  chain,
                  RouteActions.of(route, name -> Objects.requireNonNull(clusters.get(name))));
          return new RouteTable(1, List.of(made), clusters);
        };
    return this;
  }

  Stream request(boolean end, String... more) {
    HeaderList headers = headers(":method", "POST", ":authority", "x", ":path", "/p");
    for (int i = 0; i < more.length; i += 2) {
      headers.set(more[i], more[i + 1]);
    }
    Stream made = new Stream(this, down);
    stream = made;
    made.start(headers, end, false);
    run();
    return made;
  }

  void data(String text, boolean end) {
    stream().onData(buffer(text), end);
    run();
  }

  void trailers(String... pairs) {
    stream().onTrailers(headers(pairs));
    run();
  }

  void reset() {
    stream().onReset();
    run();
  }

  // ---- what the upstream does

  void answer(boolean end, String... more) {
    HeaderList headers = headers(":status", "200");
    for (int i = 0; i < more.length; i += 2) {
      headers.set(more[i], more[i + 1]);
    }
    up.listener().onUpstreamHeaders(headers, end);
    run();
  }

  void answerData(String text, boolean end) {
    up.listener().onUpstreamData(buffer(text), end);
    run();
  }

  void answerTrailers(String... pairs) {
    up.listener().onUpstreamTrailers(headers(pairs));
    run();
  }

  // ---- what plugins do in between

  /** Runs something in the filter's guest, outside of any callback of the stream. */
  void in(String filter, Consumer<FilterGuest> action) {
    Script script = Objects.requireNonNull(scripts.get(filter));
    Throwable[] thrown = new Throwable[1];
    script.onTick =
        g -> {
          try {
            action.accept(g);
          } catch (AssertionError e) {
            thrown[0] = e;
          }
        };
    List<Runnable> due = Objects.requireNonNull(ticks.get(filter));
    List<Runnable> now = List.copyOf(due);
    due.clear();
    now.forEach(Runnable::run);
    script.onTick = null;
    run();
    if (thrown[0] != null) {
      throw new AssertionError("in the guest of " + filter, thrown[0]);
    }
  }

  /** As {@link #in}, in the answer to a call that the guest has made. */
  void inCalloutAnswer(String filter, Consumer<FilterGuest> action) {
    Script script = Objects.requireNonNull(scripts.get(filter));
    script.onCallout = action;
    in(filter, g -> {});
    HttpCallout.Listener answer = calls.removeLast();
    answer.onReset("as the test has it");
    script.onCallout = null;
    run();
  }

  /** As {@link #in}, in a callback of another stream of the same VM, which is then gone. */
  void inOtherStream(String filter, Consumer<FilterGuest> action) {
    Script script = Objects.requireNonNull(scripts.get(filter));
    Stream other = new Stream(this, new FakeDown(new ArrayList<>()));
    other.start(headers(":method", "GET", ":authority", "x", ":path", OTHER_PATH), true, false);
    script.onOtherStream = action;
    other.onReset();
    script.onOtherStream = null;
    run();
  }

  void resume(String filter, boolean request) {
    in(filter, g -> g.resume(request));
  }

  void restartFailed() {
    slots.values().forEach(TestSlots::restartFailed);
    run();
  }

  // ---- looking

  /** The endpoints that connections were made to. */
  List<Endpoint> connectedTo() {
    return List.copyOf(connected);
  }

  Stream stream() {
    return Objects.requireNonNull(stream);
  }

  /** Asserts what has happened since the last time. */
  void expect(String... expected) {
    assertEquals(String.join("\n", expected), String.join("\n", taken()));
  }

  private List<String> taken() {
    List<String> now = new ArrayList<>(events);
    events.clear();
    if (!lifecycle) {
      now.removeIf(e -> e.matches("\\S+ (create|log|done|delete)"));
    }
    return now;
  }

  /** Forgets what has happened. */
  void skip() {
    events.clear();
  }

  static String shown(String text) {
    return text.length() > 100 ? "(" + text.length() + ")" : text;
  }

  ByteBuf buffer(String text) {
    ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer();
    buffer.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    buffers.add(buffer);
    return buffer;
  }

  // ---- the worker

  @Override
  public RouteTable routeTable() {
    return table();
  }

  @Override
  public UpstreamPools pools() {
    return pools;
  }

  @Override
  public WorkerWatch watch() {
    return watch;
  }

  @Override
  public EventLoop loop() {
    return clock.eventLoop();
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
  public int index() {
    return 0;
  }

  /** From now on time passes by {@link #advance} alone. */
  void freezeTime() {
    clock.freezeTime();
  }

  /** Lets time pass, and what was due in it happen. */
  void advance(Duration time) {
    clock.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    clock.runScheduledPendingTasks();
    run();
  }

  void run() {
    clock.runPendingTasks();
    clock.checkException();
  }

  /** Ends the stream if it still is there; nothing may be held any more, and nobody pinned. */
  @Override
  public void close() {
    for (Script script : scripts.values()) {
      for (AssertionError fault : script.faults) {
        throw new AssertionError("in the guest of " + script.name(), fault);
      }
    }
    Stream last = stream;
    if (last != null && !down.finished) {
      last.onReset();
      run();
    }
    assertTrue(last == null || down.finished, "the stream has ended");
    buffers.forEach(b -> assertEquals(0, b.refCnt(), "a buffer leaks"));
    bound.forEach((name, plugin) -> assertEquals(0, TestSlots.pins(plugin), name));
    clock.finishAndReleaseAll();
  }
}
