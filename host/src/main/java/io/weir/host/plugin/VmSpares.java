package io.weir.host.plugin;

import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One started and configured VM of each generation that has its VMs shared, for the worker whose
 * own fails first: streams that come meanwhile find a VM at once. One serves all workers, since
 * they rarely fail together. Bounded in memory: generations beyond that go without. Thread-safe.
 */
final class VmSpares {
  private static final Logger log = LoggerFactory.getLogger(VmSpares.class);
  private static final long MAX_BYTES = 256L << 20;

  private record Spare(PluginVm vm, long memoryBytes) {}

  private final Map<PluginGeneration, Spare> spares = new ConcurrentHashMap<>();
  private final Function<PluginGeneration, PluginVm> starter;
  private final ExecutorService threads;

  /**
   * @param threads with stacks that guests may run on
   */
  VmSpares(Function<PluginGeneration, PluginVm> starter, ExecutorService threads) {
    this.starter = starter;
    this.threads = threads;
  }

  /** The spare VM of {@code generation}, or null; another is started for the next time. */
  @Nullable PluginVm take(PluginGeneration generation) {
    Spare spare = spares.remove(generation);
    prepare(generation);
    return spare == null ? null : spare.vm();
  }

  /** Has a VM started for {@code generation}, unless it has one, or needs none. */
  void prepare(PluginGeneration generation) {
    if (generation.isolatesStreams() || threads.isShutdown() || !generation.hold()) {
      return;
    }
    threads.execute(
        () -> {
          try {
            start(generation);
          } finally {
            generation.slotDrained();
          }
        });
  }

  private void start(PluginGeneration generation) {
    if (spares.containsKey(generation) || memoryBytes() >= MAX_BYTES) {
      return;
    }
    try {
      PluginVm vm = starter.apply(generation);
      Spare raced = spares.putIfAbsent(generation, new Spare(vm, vm.memoryBytes()));
      if (raced != null) {
        vm.close();
      } else if (generation.isRetired()) {
        drop(generation);
      }
    } catch (PluginException e) {
      log.warn("plugin {}: no spare VM: {}", generation.label(), e.getMessage());
    }
  }

  /** {@code generation} needs none any more. */
  void drop(PluginGeneration generation) {
    Spare spare = spares.remove(generation);
    if (spare != null) {
      spare.vm().close();
    }
  }

  boolean has(PluginGeneration generation) {
    return spares.containsKey(generation);
  }

  /** Linear memory of all of them, in bytes. */
  long memoryBytes() {
    return spares.values().stream().mapToLong(Spare::memoryBytes).sum();
  }
}
