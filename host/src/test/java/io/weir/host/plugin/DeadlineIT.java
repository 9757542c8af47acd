package io.weir.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.GatewayConfig.Engine;
import io.weir.host.observe.Metrics;
import io.weir.host.observe.PluginLog;
import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.FilterHeadersStatus;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.tck.wat.Wat;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guests that do not stop by themselves, under the watchdog of the gateway: each is stopped, and
 * whoever runs next on the thread is none the wiser. The processor time that it took is reported,
 * not asserted.
 */
@Timeout(120)
class DeadlineIT {
  private static final Duration BUDGET = Duration.ofMillis(10);
  private static final int WARM_UP = 100;
  private static final int HARMLESS = 0;

  /** What request headers do goes by their number. */
  private static final String STORMS =
      """
      (module
        (import "env" "proxy_get_current_time_nanoseconds" (func $now (param i32) (result i32)))
        (import "env" "proxy_set_shared_data"
          (func $set (param i32 i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 256)
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param i32) (result i32) (i32.const 1024))
        (func $recurse (param i32) (result i32)
          (i32.add (call $recurse (i32.add (local.get 0) (i32.const 1))) (local.get 0)))
        (func $fork (param i32) (result i32)
          (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 1))
            (else (i32.add
              (call $fork (i32.sub (local.get 0) (i32.const 1)))
              (call $fork (i32.sub (local.get 0) (i32.const 1)))))))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (if (i32.eq (local.get 1) (i32.const 1)) (then (loop $l (br $l))))
          (if (i32.eq (local.get 1) (i32.const 2)) (then (drop (call $recurse (i32.const 0)))))
          (if (i32.eq (local.get 1) (i32.const 3)) (then (drop (call $fork (i32.const 60)))))
          (if (i32.eq (local.get 1) (i32.const 4)) (then
            (loop $l
              (memory.fill (i32.const 0) (i32.const 1) (i32.const 16000000))
              (br $l))))
          (if (i32.eq (local.get 1) (i32.const 5)) (then
            (loop $l (drop (call $now (i32.const 8))) (br $l))))
          (if (i32.eq (local.get 1) (i32.const 6)) (then
            (loop $l
              (drop (call $set (i32.const 8) (i32.const 4) (i32.const 1024) (i32.const 1000000)
                (i32.const 0)))
              (br $l))))
          (i32.const 0)))
      """;

  private final Engines engines = new Engines(new EngineOptions(null));
  private final VmWatchdog watchdog = new VmWatchdog();

  @AfterEach
  void close() {
    watchdog.close();
    engines.close();
  }

  @ParameterizedTest
  @CsvSource({
    "endive, 1, a loop",
    "endive, 3, calls",
    "endive, 4, memory.fill",
    "endive, 5, cheap host calls",
    "endive, 6, dear host calls",
    "wasmtime, 1, a loop",
    "wasmtime, 3, calls",
    "wasmtime, 4, memory.fill",
    "wasmtime, 5, cheap host calls",
    "wasmtime, 6, dear host calls"
  })
  void aStormIsStoppedAndTheNextGuestIsUntouched(
      Engine engine, int storm, String what, TestReporter reporter) throws Exception {
    CompiledPlugin plugin = compile(engine);
    onGuestThread(
        () -> {
          try (PluginVm guilty = start(plugin);
              PluginVm next = start(plugin)) {
            warmUp(guilty);
            long before = cpuNanos();
            PluginException e = assertThrows(PluginException.class, () -> call(guilty, storm));
            long used = cpuNanos() - before;
            assertEquals(Kind.INTERRUPTED, kind(e), e.getMessage());
            reporter.publishEntry(
                what + " on " + engine, used / 1_000 + " us, budget " + BUDGET.toMillis() + " ms");
            assertFalse(Thread.currentThread().isInterrupted());
            for (int i = 0; i < WARM_UP; i++) {
              assertEquals(FilterHeadersStatus.CONTINUE, call(next, HARMLESS));
            }
            assertNull(next.failure());
            assertNotNull(guilty.failure());
          }
          return null;
        });
    plugin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void aRecursionEndsInItsOwnStack(Engine engine) throws Exception {
    CompiledPlugin plugin = compile(engine);
    onGuestThread(
        () -> {
          try (PluginVm guilty = start(plugin);
              PluginVm next = start(plugin)) {
            PluginException e = assertThrows(PluginException.class, () -> call(guilty, 2));
            assertTrue(
                kind(e) == Kind.STACK_OVERFLOW || kind(e) == Kind.INTERRUPTED, e.getMessage());
            assertEquals(FilterHeadersStatus.CONTINUE, call(next, HARMLESS));
          }
          return null;
        });
    plugin.close();
  }

  /** A guest that returns just in time, again and again: some interrupts come too late. */
  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void aLateInterruptNeverHitsTheNextGuest(Engine engine) throws Exception {
    CompiledPlugin plugin = compile(engine);
    int stopped =
        onGuestThread(
            () -> {
              int hits = 0;
              try (PluginVm innocent = start(plugin)) {
                warmUp(innocent);
                for (int i = 0; i < 10; i++) {
                  try (PluginVm guilty = start(plugin)) {
                    warmUp(guilty);
                    assertThrows(PluginException.class, () -> call(guilty, 5));
                    hits++;
                  }
                  for (int j = 0; j < 1_000; j++) {
                    call(innocent, HARMLESS);
                  }
                  assertFalse(Thread.currentThread().isInterrupted());
                }
                assertNull(innocent.failure());
              }
              return hits;
            });
    assertEquals(10, stopped);
    plugin.close();
  }

  private CompiledPlugin compile(Engine name) {
    PluginCode code = PluginCode.of(Wat.assemble(STORMS));
    WasmEngine engine = engines.choose(name, code);
    Assumptions.assumeTrue(
        engine != null, () -> "engine " + name + " is not there: " + engines.statuses());
    return CompiledPlugin.compile(Objects.requireNonNull(engine), code);
  }

  private PluginVm start(CompiledPlugin plugin) {
    PluginSpec spec =
        new PluginSpec(
            "p",
            "",
            "p",
            new byte[0],
            new byte[0],
            Map.of(),
            AbiLimits.DEFAULT.withTimes(BUDGET, Duration.ofSeconds(1)));
    VmServices services =
        VmServices.of(
            new PluginLog(), WallClock.system(), new SharedData(), new Metrics(), path -> null);
    return PluginVm.start(plugin, spec, services, watchdog::watch);
  }

  private static void warmUp(PluginVm vm) {
    for (int i = 0; i <= WARM_UP; i++) {
      call(vm, HARMLESS);
    }
  }

  private static FilterHeadersStatus call(PluginVm vm, int storm) {
    HttpStream nobody =
        (HttpStream)
            Proxy.newProxyInstance(
                DeadlineIT.class.getClassLoader(),
                new Class<?>[] {HttpStream.class},
                (p, m, a) -> null);
    HttpContext context = vm.newHttpContext(nobody);
    FilterHeadersStatus status = context.onRequestHeaders(storm, true);
    context.end();
    return status;
  }

  private static Kind kind(PluginException e) {
    return ((GuestTrapException) Objects.requireNonNull(e.getCause())).kind();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static <T> T onGuestThread(Callable<T> task) throws Exception {
    FutureTask<T> run = new FutureTask<>(task);
    new Thread(null, run, "guests", VmFactory.GUEST_STACK_BYTES).start();
    try {
      return run.get(100, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError error) {
        throw error;
      }
      throw e;
    }
  }
}
