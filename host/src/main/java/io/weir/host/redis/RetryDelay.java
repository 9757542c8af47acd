package io.weir.host.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** When to connect again: at once after a connection that worked, later and later after none. */
final class RetryDelay {
  private static final long FIRST_MILLIS = 50;
  private static final long MOST_MILLIS = 5_000;

  private int failures;
  private long notBeforeNanos;

  void worked() {
    failures = 0;
  }

  /** A connection is gone, or has not come about. */
  void failed(long nowNanos) {
    notBeforeNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(delayMillis());
    failures++;
  }

  private long delayMillis() {
    if (failures == 0) {
      return 0;
    }
    long delay = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 20));
    return delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
  }

  /** How long to wait still; 0 or less: now. */
  long leftMillis(long nowNanos) {
    return failures == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - nowNanos);
  }
}
