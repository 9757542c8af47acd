package io.weir.proxywasm;

import java.time.Duration;

/**
 * What one VM may use.
 *
 * @param memoryBytes linear memory
 * @param callback the longest that a guest call may run
 * @param start the longest that start or configure may run
 * @param callouts the most callouts in flight
 * @param metrics the most metrics defined
 */
public record AbiLimits(
    long memoryBytes, Duration callback, Duration start, int callouts, int metrics) {
  /** 64 MiB, 50 ms, 10 s, 1024 callouts, 4096 metrics. */
  public static final AbiLimits DEFAULT =
      new AbiLimits(64L << 20, Duration.ofMillis(50), Duration.ofSeconds(10), 1024, 4096);
}
