package io.weir.host.plugin;

import java.util.concurrent.TimeUnit;

/** How soon a VM that failed is started again: at once the first time, then later and later. */
final class CrashBackoff {
  private static final long FIRST_MILLIS = 100;
  private static final long MOST_MILLIS = 5_000;
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private int failures;
  private long startedAt = System.nanoTime();

  void started() {
    startedAt = System.nanoTime();
  }

  /** A failure has happened; gives the wait before the next start, in milliseconds. */
  long nextDelayMillis() {
    if (System.nanoTime() - startedAt > STEADY_NANOS) {
      failures = 0;
    }
    failures++;
    // The first few come from different requests as a rule: none of them should find the plugin
    // gone.
    return failures <= 3 ? 0 : Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures - 4, 10));
  }

  /** Whether the last start waits because the VM fails again and again. */
  boolean isBackingOff() {
    return failures > 3;
  }
}
