package io.weir.host.plugin;

import io.weir.proxywasm.VmStats;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened to one version of a plugin, over all its generations and workers. Counts only
 * grow. Thread-safe, without locks.
 */
final class VersionTotals {
  private final LongAdder[] counts = new LongAdder[PluginEvent.values().length];
  private final AtomicReference<VmStats> ended = new AtomicReference<>(VmStats.NONE);

  VersionTotals() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void count(PluginEvent event) {
    counts[event.ordinal()].increment();
  }

  long get(PluginEvent event) {
    return counts[event.ordinal()].sum();
  }

  /** What VMs that are no more have cost. */
  VmStats ended() {
    return ended.get();
  }

  /** A VM is no more: its numbers are kept. */
  void end(VmStats of) {
    ended.accumulateAndGet(of, VmStats::plus);
  }
}
