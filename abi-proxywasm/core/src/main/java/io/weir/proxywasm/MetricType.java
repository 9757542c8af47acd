package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/** Metrics by their ABI number (spec: "proxy_metric_type_t"). */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM;

  private static final MetricType[] VALUES = values();

  /** The type of this number, or null when there is none. */
  public static @Nullable MetricType of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
