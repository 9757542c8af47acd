package io.weir.host.plugin;

import io.weir.proxywasm.VmStats;

/** The sum over the generations of one version of a plugin. */
final class VersionReport {
  final VersionTotals totals;
  VmStats stats;
  int generations;
  int vms;
  int spares;
  long streams;
  long memoryBytes;

  /**
   * @param ended what generations that are no more have cost
   */
  VersionReport(VersionTotals totals, VmStats ended) {
    this.totals = totals;
    this.stats = ended;
  }

  void add(SlotStatus generation, boolean spare) {
    generations++;
    vms += generation.vms();
    spares += spare ? 1 : 0;
    streams += generation.streams();
    memoryBytes += generation.memoryBytes();
    stats = stats.plus(generation.stats());
  }
}
