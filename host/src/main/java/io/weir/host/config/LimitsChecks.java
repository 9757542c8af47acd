package io.weir.host.config;

import io.weir.proxywasm.AbiLimits;
import java.time.Duration;

final class LimitsChecks {
  private static final long PAGE = 64L << 10;
  private static final long MAX_MEMORY = 4L << 30;
  private static final long MAX_SHARED_VALUE = 64L << 20;
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final int MANY = 1_000_000;

  private final Problems problems;

  LimitsChecks(Problems problems) {
    this.problems = problems;
  }

  void check(AbiLimits limits, String path) {
    if (limits.memoryBytes() < PAGE || limits.memoryBytes() > MAX_MEMORY) {
      problems.add(
          Paths.field(path, "memory"),
          Sizes.format(limits.memoryBytes()) + " (expected: 64Ki to 4Gi)",
          "write 64Mi, or what the plugin needs");
    }
    time(
        limits.callback(),
        Paths.field(path, "callback"),
        "write 50ms, or the longest that one callback may block its worker");
    time(
        limits.start(),
        Paths.field(path, "start"),
        "write 10s, or the longest that its start and its configuration may take");
    AbiLimits usual = AbiLimits.DEFAULT;
    count(limits.callouts(), Paths.field(path, "callouts"), usual.callouts());
    count(limits.metrics(), Paths.field(path, "metrics"), usual.metrics());
    count(limits.sharedKeys(), Paths.field(path, "sharedKeys"), usual.sharedKeys());
    count(limits.queues(), Paths.field(path, "queues"), usual.queues());
    count(
        limits.logLinesPerSecond(),
        Paths.field(path, "logLinesPerSecond"),
        usual.logLinesPerSecond());
    if (limits.sharedValueBytes() > MAX_SHARED_VALUE) {
      problems.add(
          Paths.field(path, "sharedValueSize"),
          Sizes.format(limits.sharedValueBytes()) + " (expected: up to 64Mi)",
          "write 1Mi, or the largest value that the plugin shares");
    }
  }

  private void time(Duration time, String path, String remedy) {
    if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
      problems.add(path, Durations.format(time) + " (expected: 1ms to 1m)", remedy);
    }
  }

  /** None at all is a limit, too. */
  private void count(int count, String path, int usual) {
    if (count < 0 || count > MANY) {
      problems.add(
          path, count + " (expected: 0 to " + MANY + ")", "write " + usual + ", which is usual");
    }
  }
}
