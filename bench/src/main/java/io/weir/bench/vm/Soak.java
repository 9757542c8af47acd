package io.weir.bench.vm;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.WasmEngine;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plugin generations one after the other, each compiled (from the cache, but for the first two),
 * started, given its share of the requests and closed; two versions take turns. The first tenth of
 * the generations is there for the JVM to warm up: memory is compared from then on.
 */
final class Soak implements AutoCloseable {
  /**
   * What is left.
   *
   * @param before memory after the generations that warm up
   * @param after memory after the last one
   * @param contexts those that ended streams left in their VMs
   * @param reachable closed VMs that something still holds
   * @param guestGrowth how much more memory the last guest had than one of the same version before,
   *     in bytes
   */
  record Result(Footprint before, Footprint after, int contexts, int reachable, long guestGrowth) {}

  private final WasmEngine engine;
  private final List<PluginCode> versions;
  private final List<WeakReference<PluginVm>> vms = new ArrayList<>();
  private int contexts;

  /**
   * @param modules versions of a fixture {@code stamp}
   * @param cache where compiled code is kept
   */
  Soak(String engine, List<Path> modules, Path cache) throws IOException {
    this.engine = Engines.open(engine, cache);
    versions = new ArrayList<>();
    for (Path module : modules) {
      versions.add(PluginCode.of(Files.readAllBytes(module)));
    }
  }

  Result run(int generations, int requests) {
    int warmUp = Math.max(versions.size(), generations / 10);
    long[] guest = new long[generations];
    Footprint before = Footprint.now();
    for (int i = 0; i < generations; i++) {
      if (i == warmUp) {
        before = Footprint.now();
      }
      guest[i] = generation(versions.get(i % versions.size()), requests / generations);
    }
    Footprint after = Footprint.now();
    int reachable = (int) vms.stream().filter(vm -> !vm.refersTo(null)).count();
    long growth = guest[generations - 1] - guest[(generations - 1) % versions.size()];
    return new Result(before, after, contexts, reachable, growth);
  }

  /** Returns the memory that the guest had in the end, in bytes. */
  private long generation(PluginCode code, int requests) {
    CompiledPlugin plugin = CompiledPlugin.compile(engine, code);
    try {
      return requests(plugin, requests);
    } finally {
      plugin.close();
    }
  }

  private long requests(CompiledPlugin plugin, int requests) {
    try (PluginVm vm =
        PluginVm.start(plugin, Embedder.spec("stamp"), Embedder.services(), made -> {})) {
      vms.add(new WeakReference<>(vm));
      for (int i = 0; i < requests; i++) {
        SoakStream stream = new SoakStream();
        stream.run(vm);
        if (!stream.isStamped()) {
          throw new IllegalStateException(
              "request " + i + ": not stamped (expected: by " + plugin.code() + ")");
        }
      }
      contexts += vm.contextCount() - 1; // the root stays
      return vm.memoryBytes();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
