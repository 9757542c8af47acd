package io.weir.proxywasm.host;

import io.weir.proxywasm.MetricType;

/** Where the metrics go that plugins define. Thread-safe. */
public interface MetricsSink {
  /** The metric of this name and type, made when it is new; the same name gives the same metric. */
  Metric define(MetricType type, String name);

  /** One metric. Thread-safe, without locks. */
  interface Metric {
    /** Adds to a counter or a gauge. */
    void increment(long delta);

    /** Sets a gauge, adds a sample to a histogram, adds to a counter. */
    void record(long value);

    /** The present value of a counter or a gauge. */
    long value();
  }
}
