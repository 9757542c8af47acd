package io.weir.host.observe;

import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.host.MetricsSink;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** All metrics by name, shared by the workers without locks. */
public final class Metrics implements MetricsSink, MetricsSource {
  private static final int MAX_METRICS = 65_536;

  private record Adder(MetricType type, LongAdder sum, LongAdder count) implements Metric {
    @Override
    public void increment(long delta) {
      sum.add(delta);
    }

    @Override
    public void record(long value) {
      if (type == MetricType.GAUGE) {
        // A gauge is set: the one place where two workers may race, as they would in any order.
        sum.reset();
      }
      sum.add(value);
      count.increment();
    }

    @Override
    public long value() {
      return sum.sum();
    }
  }

  private final Map<String, Adder> metrics = new ConcurrentHashMap<>();

  @Override
  public Metric define(MetricType type, String name) {
    Adder known = metrics.get(name);
    if (known != null) {
      return known;
    }
    Adder fresh = new Adder(type, new LongAdder(), new LongAdder());
    if (metrics.size() >= MAX_METRICS) {
      return fresh; // counts for the plugin, but is not kept
    }
    Adder raced = metrics.putIfAbsent(name, fresh);
    return raced == null ? fresh : raced;
  }

  @Override
  public void collect(Exposition page) {
    GuestMetrics out = new GuestMetrics(page);
    new TreeMap<>(metrics)
        .forEach((name, m) -> out.add(name, m.type(), m.sum().sum(), m.count().sum()));
  }

  /** Name and value of each counter and gauge, and the sum of each histogram, in order of names. */
  public Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.value()));
    return values;
  }
}
