package io.weir.proxywasm.internal;

import io.weir.proxywasm.MetricType;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.MetricsSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A VM's metric ids. An id carries the type in its two low bits (cpp-host MetricType). */
final class VmMetrics {
  private record Defined(MetricType type, MetricsSink.Metric metric) {}

  private final MetricsSink sink;
  private final int limit;
  private final List<Defined> defined = new ArrayList<>();

  VmMetrics(MetricsSink sink, int limit) {
    this.sink = sink;
    this.limit = limit;
  }

  /** The new id, or -1 past the limit. */
  int define(MetricType type, String name) {
    if (defined.size() >= limit) {
      return -1;
    }
    defined.add(new Defined(type, sink.define(type, name)));
    return defined.size() << 2 | type.ordinal();
  }

  WasmResult increment(int id, long delta) {
    Defined d = find(id);
    if (d == null) {
      return WasmResult.NOT_FOUND;
    }
    if (d.type == MetricType.HISTOGRAM || (d.type == MetricType.COUNTER && delta <= 0)) {
      return WasmResult.BAD_ARGUMENT;
    }
    d.metric.increment(delta);
    return WasmResult.OK;
  }

  WasmResult record(int id, long value) {
    Defined d = find(id);
    if (d == null) {
      return WasmResult.NOT_FOUND;
    }
    d.metric.record(value);
    return WasmResult.OK;
  }

  /** The metric to read, or null when there is none of this id or it is a histogram. */
  MetricsSink.@Nullable Metric readable(int id) {
    Defined d = find(id);
    return d == null || d.type == MetricType.HISTOGRAM ? null : d.metric;
  }

  boolean exists(int id) {
    return find(id) != null;
  }

  private @Nullable Defined find(int id) {
    int index = (id >> 2) - 1;
    if (index < 0 || index >= defined.size()) {
      return null;
    }
    Defined d = defined.get(index);
    return d.type.ordinal() == (id & 3) ? d : null;
  }
}
