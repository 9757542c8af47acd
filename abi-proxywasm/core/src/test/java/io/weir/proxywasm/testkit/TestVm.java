package io.weir.proxywasm.testkit;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.host.ForeignFunctions;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.SharedQueues;
import io.weir.proxywasm.host.UpstreamNames;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.host.WorkerServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A real {@link PluginVm} over a {@link TestGuest}, and its embedder. */
public final class TestVm implements AutoCloseable {
  /** What a VM is started with; tests change the fields that they care for. */
  public static final class Setup {
    public String vmId = "vm";
    public String vmConfiguration = "";
    public String pluginConfiguration = "";
    public Map<String, String> environment = new TreeMap<>();
    public AbiLimits limits =
        AbiLimits.DEFAULT
            .withMemory(1 << 20)
            .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1))
            .withCounts(4, 4);
    public SharedData sharedData = new SharedData();
    public SharedQueues sharedQueues = new SharedQueues();
    public LogLevel logLevel = LogLevel.DEBUG;
    public UpstreamNames upstreams = UpstreamNames.ANY;
    public ForeignFunctions foreign = ForeignFunctions.NONE;
    public long monotonicNanos = 42;
    public boolean adopt = true;
    public Consumer<PluginVm> onCreated = vm -> {};
  }

  public final FakeCallouts callouts = new FakeCallouts();
  public final FakeGrpc grpc = new FakeGrpc();
  public final FakeRedis redis = new FakeRedis();
  public final FakeTimers timers = new FakeTimers();
  public final FakeExecutor executor = new FakeExecutor();
  public final List<String> log = new ArrayList<>();
  public final Map<String, byte[]> properties = new HashMap<>();
  public final FakeStream stream = new FakeStream();
  private final PluginVm vm;
  private final HttpContext context;
  private TestGuest guest;

  private TestVm(Setup setup, Consumer<TestGuest> plugin) {
    NullEngine engine = new NullEngine();
    guest = new TestGuest(plugin);
    CompiledPlugin compiled =
        CompiledPlugin.compile(
            engine, engine.register("test", () -> guest = new TestGuest(plugin)));
    vm = PluginVm.start(compiled, spec(setup), services(setup), setup.onCreated);
    if (setup.adopt) {
      adopt();
    }
    context = vm.newHttpContext(stream);
  }

  public static TestVm start(Consumer<TestGuest> plugin) {
    return new TestVm(new Setup(), plugin);
  }

  public static TestVm start(Setup setup, Consumer<TestGuest> plugin) {
    return new TestVm(setup, plugin);
  }

  private static PluginSpec spec(Setup setup) {
    return new PluginSpec(
        "tested",
        "root",
        setup.vmId,
        setup.vmConfiguration.getBytes(StandardCharsets.UTF_8),
        setup.pluginConfiguration.getBytes(StandardCharsets.UTF_8),
        setup.environment,
        setup.limits);
  }

  private VmServices services(Setup setup) {
    LogSink sink =
        new LogSink() {
          @Override
          public LogLevel level() {
            return setup.logLevel;
          }

          @Override
          public void log(String plugin, LogLevel level, String message) {
            log.add(level + " " + message);
          }
        };
    WallClock clock =
        new WallClock() {
          @Override
          public long realtimeNanos() {
            return 1_700_000_000_123_456_789L;
          }

          @Override
          public long monotonicNanos() {
            return setup.monotonicNanos;
          }
        };
    return new VmServices(
        sink,
        clock,
        setup.sharedData,
        setup.sharedQueues,
        new FakeMetrics(),
        properties::get,
        setup.foreign,
        setup.upstreams);
  }

  public PluginVm vm() {
    return vm;
  }

  public TestGuest guest() {
    return guest;
  }

  /** The context of {@link #stream}. */
  public HttpContext context() {
    return context;
  }

  public void adopt() {
    vm.adopt(new WorkerServices(callouts, grpc, redis, timers, executor));
  }

  /** Runs {@code script} in the guest, in the request headers callback of {@link #stream}. */
  public void inStream(Consumer<TestGuest> script) {
    guest.script = script;
    context.onRequestHeaders(0, true);
    guest.script = null;
  }

  /** Runs {@code script} in the guest, in a callback of the root context. */
  public void inRoot(Consumer<TestGuest> script) {
    guest.script =
        g -> {
          g.host("proxy_set_tick_period_milliseconds", 0);
          script.accept(g);
        };
    inStreamless();
    guest.script = null;
  }

  private void inStreamless() {
    // A tick is the one callback of the root that a test can bring about at any time.
    Consumer<TestGuest> ticked = guest.script;
    guest.script = g -> g.host("proxy_set_tick_period_milliseconds", 1);
    HttpContext other = vm.newHttpContext(new FakeStream());
    other.onRequestHeaders(0, true);
    other.end();
    guest.script = ticked;
    timers.fire();
  }

  @Override
  public void close() {
    vm.close();
  }
}
