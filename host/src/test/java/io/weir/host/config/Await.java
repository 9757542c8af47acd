package io.weir.host.config;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does; the limit only keeps a failing test from hanging. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Await() {}

  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.sleep(10);
    }
  }
}
