package io.weir.host.plugin;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Family;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.plugin.VersionTable.Version;
import io.weir.proxywasm.CallbackStats;
import io.weir.proxywasm.DurationHistogram;
import java.util.Arrays;

/** What {@code /metrics} says of plugins, under the labels {@code plugin} and {@code version}. */
final class PluginMetrics {
  private static final double NANOS = 1e9;
  private static final int SHORT_DIGEST = 12;

  private final Family events;
  private final Family generations;
  private final Family vms;
  private final Family spares;
  private final Family streams;
  private final Family memory;
  private final Family calls;
  private final Family traps;
  private final Family timeouts;
  private final Family refused;
  private final Family sampled;
  private final Family durations;

  PluginMetrics(Exposition page) {
    events =
        page.family(
            "weir_plugin_events_total", Type.COUNTER, "Crashes, timeouts, restarts and the like.");
    generations =
        page.family("weir_plugin_generations", Type.GAUGE, "Configurations, draining ones too.");
    vms = page.family("weir_plugin_vms", Type.GAUGE, "VMs of all workers.");
    spares = page.family("weir_plugin_spare_vms", Type.GAUGE, "VMs that wait for one that fails.");
    streams = page.family("weir_plugin_streams", Type.GAUGE, "Streams that hold the plugin.");
    memory = page.family("weir_plugin_memory_bytes", Type.GAUGE, "Linear memory of its VMs.");
    calls = page.family("weir_plugin_calls_total", Type.COUNTER, "Guest calls, each counted.");
    traps = page.family("weir_plugin_call_traps_total", Type.COUNTER, "Calls that trapped.");
    timeouts =
        page.family("weir_plugin_call_timeouts_total", Type.COUNTER, "Calls that were stopped.");
    refused =
        page.family(
            "weir_plugin_refused_total", Type.COUNTER, "What its limits refused to a plugin.");
    sampled =
        page.family(
            "weir_plugin_sampled_seconds_total",
            Type.COUNTER,
            "Time of sampled calls, in the guest's code and in host functions.");
    durations =
        page.family("weir_plugin_call_seconds", Type.HISTOGRAM, "Duration of sampled calls.");
  }

  void add(Version version, VersionReport report) {
    String plugin = version.plugin();
    String sha = version.sha256().substring(0, SHORT_DIGEST);
    for (PluginEvent event : PluginEvent.values()) {
      double count = report.totals.get(event);
      events.sample(count, "plugin", plugin, "version", sha, "event", event.label());
    }
    generations.sample(report.generations, "plugin", plugin, "version", sha);
    vms.sample(report.vms, "plugin", plugin, "version", sha);
    spares.sample(report.spares, "plugin", plugin, "version", sha);
    streams.sample(report.streams, "plugin", plugin, "version", sha);
    memory.sample(report.memoryBytes, "plugin", plugin, "version", sha);
    long callouts = report.stats.refusedCallouts();
    long growths = report.stats.refusedGrowths();
    refused.sample(callouts, "plugin", plugin, "version", sha, "what", "callout");
    refused.sample(growths, "plugin", plugin, "version", sha, "what", "memory");
    report.stats.callbacks().forEach(c -> callback(plugin, sha, c));
  }

  private void callback(String plugin, String sha, CallbackStats stats) {
    String[] labels = {"plugin", plugin, "version", sha, "callback", stats.name()};
    calls.sample(stats.calls(), labels);
    traps.sample(stats.traps(), labels);
    timeouts.sample(stats.timeouts(), labels);
    if (stats.samples() == 0) {
      return;
    }
    sampled.sample(stats.guestNanos() / NANOS, with(labels, "where", "guest"));
    sampled.sample(stats.hostNanos() / NANOS, with(labels, "where", "host"));
    long below = 0;
    for (int i = 0; i < DurationHistogram.BUCKETS; i++) {
      below += stats.durations().count(i);
      boolean last = i == DurationHistogram.BUCKETS - 1;
      String bound = last ? "+Inf" : Double.toString(DurationHistogram.upperNanos(i) / NANOS);
      durations.sample("_bucket", below, with(labels, "le", bound));
    }
    durations.sample("_sum", (stats.guestNanos() + stats.hostNanos()) / NANOS, labels);
    durations.sample("_count", below, labels);
  }

  private static String[] with(String[] labels, String name, String value) {
    String[] more = Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = name;
    more[labels.length + 1] = value;
    return more;
  }
}
