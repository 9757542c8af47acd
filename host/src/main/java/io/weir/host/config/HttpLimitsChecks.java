package io.weir.host.config;

import java.time.Duration;

/** What {@code http.limits} and {@code http.timeouts} of a listener may say. */
final class HttpLimitsChecks {
  private static final int LEAST_LINE = 64;
  private static final int LEAST_HEADERS = 256;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_COUNT = 10_000;
  private static final Duration LEAST_TIME = Duration.ofMillis(10);
  private static final Duration MOST_TIME = Duration.ofDays(30);

  private final Problems problems;

  HttpLimitsChecks(Problems problems) {
    this.problems = problems;
  }

  void check(HttpSettings http, String path) {
    limits(http.limits(), Paths.field(path, "limits"));
    timeouts(http.timeouts(), Paths.field(path, "timeouts"));
  }

  private void limits(HttpLimits limits, String path) {
    HttpLimits usual = HttpLimits.DEFAULT;
    bytes(limits.requestLine(), LEAST_LINE, Paths.field(path, "requestLine"), usual.requestLine());
    bytes(
        limits.headerBytes(), LEAST_HEADERS, Paths.field(path, "headerBytes"), usual.headerBytes());
    int count = limits.headerCount();
    if (count < 1 || count > MOST_COUNT) {
      problems.add(
          Paths.field(path, "headerCount"),
          count + " (expected: 1 to " + MOST_COUNT + ")",
          "write " + usual.headerCount() + ", which is usual");
    }
    if (limits.bodyBytes() < 0) {
      problems.add(
          Paths.field(path, "bodyBytes"),
          limits.bodyBytes() + " (expected: 0 or more)",
          "leave it out for bodies of any size");
    }
  }

  private void bytes(int bytes, int least, String path, int usual) {
    if (bytes < least || bytes > MOST_BYTES) {
      problems.add(
          path,
          Sizes.format(bytes)
              + " (expected: "
              + Sizes.format(least)
              + " to "
              + Sizes.format(MOST_BYTES)
              + ")",
          "write " + Sizes.format(usual) + ", which is usual");
    }
  }

  private void timeouts(HttpTimeouts timeouts, String path) {
    HttpTimeouts usual = HttpTimeouts.DEFAULT;
    time(timeouts.requestHeaders(), Paths.field(path, "requestHeaders"), usual.requestHeaders());
    time(timeouts.requestReceived(), Paths.field(path, "requestReceived"), usual.requestReceived());
    time(timeouts.idle(), Paths.field(path, "idle"), usual.idle());
    time(timeouts.bodyIdle(), Paths.field(path, "bodyIdle"), usual.bodyIdle());
    time(timeouts.writeIdle(), Paths.field(path, "writeIdle"), usual.writeIdle());
    time(timeouts.connectionAge(), Paths.field(path, "connectionAge"), usual.connectionAge());
  }

  private void time(Duration time, String path, Duration usual) {
    if (time.isZero()) {
      return;
    }
    if (time.compareTo(LEAST_TIME) < 0 || time.compareTo(MOST_TIME) > 0) {
      problems.add(
          path,
          Durations.format(time) + " (expected: 0s for no limit, or 10ms to 30d)",
          "write " + (usual.isZero() ? "1h" : Durations.format(usual)) + ", or 0s for no limit");
    }
  }
}
