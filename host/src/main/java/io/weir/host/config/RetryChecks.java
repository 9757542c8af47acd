package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/** Retries and time limits of a route. */
final class RetryChecks {
  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_BUFFER = 16 << 20;

  private final Problems problems;

  RetryChecks(Problems problems) {
    this.problems = problems;
  }

  void timeouts(RouteTimeouts timeouts, String at) {
    boolean limited = !timeouts.request().isZero();
    if (limited && timeouts.backendRequest().compareTo(timeouts.request()) > 0) {
      problems.add(
          Paths.field(at, "backendRequest"),
          Durations.format(timeouts.backendRequest())
              + " (expected: at most timeouts.request, "
              + Durations.format(timeouts.request())
              + ")",
          "a try is a part of the request: write less, or leave it out");
    }
  }

  void retry(@Nullable RetrySettings retry, String at) {
    if (retry == null) {
      return;
    }
    within(retry.attempts(), 0, MAX_ATTEMPTS, Paths.field(at, "attempts"), "how often at most");
    for (int i = 0; i < retry.codes().size(); i++) {
      String code = Paths.item(Paths.field(at, "codes"), i);
      within(retry.codes().get(i), 400, 599, code, "a status that is no success");
    }
    if (retry.maxBackoff().compareTo(retry.backoff()) < 0) {
      problems.add(
          Paths.field(at, "maxBackoff"),
          Durations.format(retry.maxBackoff()) + " (expected: at least backoff)",
          "write more, or leave it out");
    }
    within(retry.bufferBytes(), 0, MAX_BUFFER, Paths.field(at, "bufferBytes"), "at most 16Mi");
    within(retry.budget().percent(), 0, 100, Paths.field(at, "budget.percent"), "a part");
    within(
        retry.budget().minConcurrent(),
        0,
        1_000_000,
        Paths.field(at, "budget.minConcurrent"),
        "how many may always be under way");
  }

  private void within(int value, int least, int most, String at, String what) {
    if (value < least || value > most) {
      problems.add(at, value + " (expected: " + least + " to " + most + ")", "write " + what);
    }
  }
}
