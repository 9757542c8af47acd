package io.weir.host.plugin;

import io.weir.host.config.ConfigApplier.PluginStatus;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.MetricsSource;
import io.weir.host.plugin.VersionTable.Version;
import io.weir.proxywasm.VmStats;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the plugins have and what has happened to them, for the status and for metrics. */
public final class PluginReports implements MetricsSource {
  private static final int ATTEMPTS = 3;

  private final Set<PluginGeneration> generations;
  private final VersionTable versions;
  private final VmSpares spares;
  private final WorkerSamples samples;

  /**
   * @param generations all that exist, a concurrent set
   */
  PluginReports(
      Set<PluginGeneration> generations,
      VersionTable versions,
      VmSpares spares,
      List<? extends PluginWorker> workers) {
    this.generations = generations;
    this.versions = versions;
    this.spares = spares;
    this.samples = new WorkerSamples(workers);
  }

  /** Every generation that exists, the eldest first. Any thread but a worker's. */
  public List<PluginStatus> status() {
    return samples.take(generations).entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().number()))
        .map(e -> status(e.getKey(), e.getValue()))
        .toList();
  }

  private PluginStatus status(PluginGeneration generation, SlotStatus now) {
    VmKey key = generation.key();
    return new PluginStatus(
        generation.name(),
        generation.number(),
        "sha256:" + key.sha256(),
        "sha256:" + key.config(),
        key.engine(),
        generation.isolatesStreams() ? "stream" : "vm",
        generation.isRetired() ? "draining" : "live",
        generation.isRetired() ? 0 : generation.bindings(),
        now.streams(),
        now.vms(),
        spares.has(generation) ? 1 : 0,
        now.memoryBytes(),
        now.stats().calls(),
        events(generation.totals()));
  }

  private static Map<String, Long> events(VersionTotals totals) {
    Map<String, Long> events = new TreeMap<>();
    for (PluginEvent event : PluginEvent.values()) {
      events.put(event.label(), totals.get(event));
    }
    return events;
  }

  @Override
  public void collect(Exposition page) {
    Map<PluginGeneration, SlotStatus> now = Map.of();
    Map<Version, VmStats> ended = ended();
    for (int i = 0; i < ATTEMPTS; i++) {
      now = samples.take(generations);
      Map<Version, VmStats> after = ended();
      if (after.equals(ended)) {
        break;
      }
      ended = after; // a generation has ended meanwhile: it must be counted once, not twice
    }
    Map<Version, VersionReport> reports = new HashMap<>();
    Map<Version, VmStats> before = ended;
    versions
        .all()
        .forEach(
            (version, totals) ->
                reports.put(
                    version,
                    new VersionReport(totals, before.getOrDefault(version, VmStats.NONE))));
    now.forEach(
        (generation, status) -> {
          VersionReport report = reports.get(Version.of(generation.key()));
          if (report != null) {
            report.add(status, spares.has(generation));
          }
        });
    PluginMetrics out = new PluginMetrics(page);
    reports.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<Version, VersionReport> e) ->
                    e.getKey().plugin() + "@" + e.getKey().sha256()))
        .forEach(e -> out.add(e.getKey(), e.getValue()));
  }

  private Map<Version, VmStats> ended() {
    return versions.all().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().ended()));
  }
}
