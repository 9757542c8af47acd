package io.weir.proxywasm.tck.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.MetricsSink;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import io.weir.proxywasm.tck.wat.Wat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Modules with a few bytes changed: each is refused in words, or it starts within its limits.
 * {@code -Dweir.fuzz.cases=N} and {@code -Dweir.fuzz.seed=N} run others than the suite does.
 */
abstract class LoadFuzzContract extends EngineContract {
  private static final int CASES = 120;
  private static final long SEED = Long.getLong("weir.fuzz.seed", 4);

  /** A little of everything that a plugin has. */
  private static final String PLUGIN =
      """
      (module
        (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
        (import "env" "proxy_get_header_map_value"
          (func $header (param i32 i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (global $top (mut i32) (i32.const 1024))
        (func (export "proxy_abi_version_0_2_1"))
        (func (export "malloc") (param $size i32) (result i32)
          (global.set $top (i32.add (global.get $top) (local.get $size)))
          (i32.sub (global.get $top) (local.get $size)))
        (func $begin
          (i32.store (i32.const 16) (i32.const 7)))
        (func (export "proxy_on_vm_start") (param i32 i32) (result i32)
          (local $i i32)
          (loop $again
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (i32.const 100))))
          (drop (call $log (i32.const 2) (i32.const 0) (i32.load (i32.const 16))))
          (drop (call $header
            (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 32) (i32.const 36)))
          (i32.const 1))
        (start $begin))
      """;

  private final AtomicReference<@Nullable PluginVm> starting = new AtomicReference<>();
  private @Nullable Thread watchdog;

  LoadFuzzContract(EngineUnderTest underTest) {
    super(underTest);
  }

  @BeforeEach
  void watch() {
    watchdog =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    PluginVm vm = starting.get();
                    if (vm != null) {
                      vm.checkBudget(System.nanoTime());
                    }
                    Thread.yield();
                  }
                });
  }

  @AfterEach
  void stopWatching() throws InterruptedException {
    if (watchdog != null) {
      watchdog.interrupt();
      watchdog.join();
    }
  }

  @Test
  void aBrokenModuleIsRefusedOrRunsWithinItsLimits() {
    byte[] good = Wat.assemble(PLUGIN);
    assertTrue(starts(good), "the module itself is good");
    int cases = Integer.getInteger("weir.fuzz.cases", CASES);
    int started = 0;
    for (int n = 0; n < cases; n++) {
      byte[] broken = mutated(good, new Random(SEED * 1_000_003 + n));
      try {
        started += starts(broken) ? 1 : 0;
      } catch (Throwable t) {
        throw new AssertionError("fuzz seed " + SEED + ", case " + n + ": " + t, t);
      }
    }
    assertTrue(started < cases, "some were refused");
  }

  private boolean starts(byte[] wasm) {
    try (CompiledPlugin plugin = CompiledPlugin.compile(engine, PluginCode.of(wasm));
        PluginVm vm = PluginVm.start(plugin, SPEC, services(), starting::set)) {
      return vm.failure() == null;
    } catch (PluginException e) {
      return false;
    } finally {
      starting.set(null);
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      // The first eight bytes only say that it is a module.
      int at = 8 + random.nextInt(bytes.length - 8);
      switch (random.nextInt(8)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(9, at));
        case 1 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bytes[at]++;
        default -> bytes[at] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  private static final PluginSpec SPEC =
      new PluginSpec(
          "fuzzed",
          "",
          "",
          "{}".getBytes(UTF_8),
          "{}".getBytes(UTF_8),
          Map.of(),
          AbiLimits.DEFAULT
              .withMemory(1 << 20)
              .withTimes(Duration.ofMillis(50), Duration.ofMillis(100)));

  private static VmServices services() {
    MetricsSink none =
        (type, name) -> {
          throw new AssertionError("this plugin defines no metrics: " + name);
        };
    return VmServices.of(new Silence(), WallClock.system(), new SharedData(), none, path -> null);
  }

  private static final class Silence implements LogSink {
    @Override
    public LogLevel level() {
      return LogLevel.INFO;
    }

    @Override
    public void log(String plugin, LogLevel level, String message) {
      // not kept
    }
  }
}
