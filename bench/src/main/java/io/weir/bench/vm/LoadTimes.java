package io.weir.bench.vm;

import com.sun.management.OperatingSystemMXBean;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.WasmEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long a plugin takes until it is ready: from nothing, from the cache, and once more. */
final class LoadTimes {
  private static final int ROUNDS = 5;
  private static final int INSTANCES = 40;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * @param coldCpuNanos processor time of all threads from the bytes to compiled code
   * @param coldNanos the same on the clock
   * @param cachedNanos from the bytes to code out of the cache, on the clock, median
   * @param instanceNanos from compiled code to an instance started and configured, median
   * @param instanceCpuNanos the same, processor time of its thread
   * @param residentBytes of memory for each instance, 0 where the system does not tell
   * @param guestBytes linear memory of an instance
   */
  record Result(
      long coldCpuNanos,
      long coldNanos,
      long cachedNanos,
      long instanceNanos,
      long instanceCpuNanos,
      long residentBytes,
      long guestBytes) {}

  private final String engine;
  private final PluginCode code;
  private final String configuration;
  private final Path cache;

  /**
   * @param cache an empty folder
   */
  LoadTimes(String engine, PluginCode code, String configuration, Path cache) {
    this.engine = engine;
    this.code = code;
    this.configuration = configuration;
    this.cache = cache;
  }

  Result measure() {
    try (WasmEngine opened = Engines.open(engine, cache)) {
      long cpu = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      CompiledPlugin.compile(opened, code).close();
      long coldNanos = System.nanoTime() - start;
      long coldCpu = SYSTEM.getProcessCpuTime() - cpu;
      long[] cached = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        start = System.nanoTime();
        CompiledPlugin.compile(opened, code).close();
        cached[i] = System.nanoTime() - start;
      }
      CompiledPlugin plugin = CompiledPlugin.compile(opened, code);
      try {
        return instances(plugin, coldCpu, coldNanos, median(cached));
      } finally {
        plugin.close();
      }
    }
  }

  private Result instances(CompiledPlugin plugin, long coldCpu, long cold, long cached) {
    var threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[INSTANCES];
    long[] cpu = new long[INSTANCES];
    List<PluginVm> vms = new ArrayList<>();
    try {
      vms.add(start(plugin));
      Footprint before = Footprint.now();
      for (int i = 0; i < INSTANCES; i++) {
        long start = System.nanoTime();
        long cpuStart = threads.getCurrentThreadCpuTime();
        vms.add(start(plugin));
        cpu[i] = threads.getCurrentThreadCpuTime() - cpuStart;
        nanos[i] = System.nanoTime() - start;
      }
      long resident = Footprint.now().minus(before).residentBytes() / INSTANCES;
      long guest = vms.getLast().memoryBytes();
      return new Result(coldCpu, cold, cached, median(nanos), median(cpu), resident, guest);
    } finally {
      vms.forEach(PluginVm::close);
    }
  }

  private PluginVm start(CompiledPlugin plugin) {
    return PluginVm.start(
        plugin, Embedder.spec("load", configuration), Embedder.services(), made -> {});
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
