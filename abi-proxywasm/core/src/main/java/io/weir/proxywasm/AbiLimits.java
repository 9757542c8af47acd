package io.weir.proxywasm;

import java.time.Duration;

/**
 * What one VM may use.
 *
 * @param memoryBytes linear memory
 * @param callback the longest that a guest call may run, in processor time of its thread
 * @param start the longest that start or configure may run
 * @param callouts the most HTTP, gRPC and Redis calls in flight together
 * @param metrics the most metrics defined
 * @param sharedKeys the most keys of shared data in its namespace
 * @param sharedValueBytes the largest value of shared data
 * @param queues the most shared queues registered
 * @param logLinesPerSecond lines beyond this are counted and dropped
 */
public record AbiLimits(
    long memoryBytes,
    Duration callback,
    Duration start,
    int callouts,
    int metrics,
    int sharedKeys,
    int sharedValueBytes,
    int queues,
    int logLinesPerSecond) {
  /**
   * 64 MiB, 50 ms, 10 s, 1024 callouts, 4096 metrics, 100,000 keys of at most 1 MiB, 256 queues,
   * 1000 log lines a second.
   */
  public static final AbiLimits DEFAULT =
      new AbiLimits(
          64L << 20,
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          1024,
          4096,
          100_000,
          1 << 20,
          256,
          1000);

  /** The same, with another memory limit in bytes. */
  public AbiLimits withMemory(long bytes) {
    return new AbiLimits(
        bytes,
        callback,
        start,
        callouts,
        metrics,
        sharedKeys,
        sharedValueBytes,
        queues,
        logLinesPerSecond);
  }

  /** The same, with other time limits. */
  public AbiLimits withTimes(Duration callback, Duration start) {
    return new AbiLimits(
        memoryBytes,
        callback,
        start,
        callouts,
        metrics,
        sharedKeys,
        sharedValueBytes,
        queues,
        logLinesPerSecond);
  }

  /** The same, with other limits of callouts in flight and of metrics. */
  public AbiLimits withCounts(int callouts, int metrics) {
    return new AbiLimits(
        memoryBytes,
        callback,
        start,
        callouts,
        metrics,
        sharedKeys,
        sharedValueBytes,
        queues,
        logLinesPerSecond);
  }
}
