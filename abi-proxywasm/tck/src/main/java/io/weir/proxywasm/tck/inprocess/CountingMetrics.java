package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.host.MetricsSink;
import java.util.HashMap;
import java.util.Map;

/** Metrics as plain numbers. */
final class CountingMetrics implements MetricsSink {
  private final Map<String, Metric> metrics = new HashMap<>();

  @Override
  public Metric define(MetricType type, String name) {
    return metrics.computeIfAbsent(type + " " + name, n -> new Number(type));
  }

  private static final class Number implements Metric {
    private final MetricType type;
    private long value;

    Number(MetricType type) {
      this.type = type;
    }

    @Override
    public void increment(long delta) {
      value += delta;
    }

    @Override
    public void record(long recorded) {
      value = type == MetricType.COUNTER ? value + recorded : recorded;
    }

    @Override
    public long value() {
      return value;
    }
  }
}
