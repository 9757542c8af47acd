package io.weir.bench.vm;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.host.LogSink;
import io.weir.proxywasm.host.MetricsSink;
import io.weir.proxywasm.host.SharedData;
import io.weir.proxywasm.host.VmServices;
import io.weir.proxywasm.host.WallClock;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a VM needs around it, and nothing more. */
public final class Embedder {
  private Embedder() {}

  /** A plugin with a configuration that any fixture takes. */
  public static PluginSpec spec(String name) {
    return spec(name, "bench");
  }

  /** A plugin with a configuration of its own. */
  static PluginSpec spec(String name, String configuration) {
    return new PluginSpec(
        name,
        "",
        "bench",
        new byte[0],
        configuration.getBytes(StandardCharsets.UTF_8),
        Map.of(),
        AbiLimits.DEFAULT);
  }

  /** Services in which an error in the log, or a metric, is a mistake. */
  public static VmServices services() {
    LogSink log =
        new LogSink() {
          @Override
          public LogLevel level() {
            return LogLevel.ERROR;
          }

          @Override
          public void log(String name, LogLevel level, String message) {
            throw new IllegalStateException(name + " logs: " + message);
          }
        };
    MetricsSink metrics =
        new MetricsSink() {
          @Override
          public Metric define(MetricType type, String name) {
            throw new UnsupportedOperationException("metric " + name);
          }
        };
    return VmServices.of(log, WallClock.system(), new SharedData(), metrics, path -> null);
  }
}
