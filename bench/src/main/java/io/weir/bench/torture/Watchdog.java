package io.weir.bench.torture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process, and those that it started, when a run does not end by itself. Every step of a
 * run has a limit of its own; this one is for faults of the torture itself.
 */
final class Watchdog {

  /** What the steps after the streams may take on top: draining, stopping, printing. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private Watchdog() {}

  /** Starts it, as a daemon thread. */
  static void start(Duration limit) {
    Duration total = limit.plus(GRACE);
    Thread.ofPlatform().daemon().name("torture-watchdog").start(() -> await(total));
  }

  private static void await(Duration limit) {
    try {
      TimeUnit.NANOSECONDS.sleep(limit.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    System.out.printf(
        "FAIL  the run ended in %s: ended by the watchdog%n0 passed, 1 failed%n", limit);
    System.out.flush();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(1);
  }
}
