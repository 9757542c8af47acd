package io.weir.proxywasm.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Bounds a module's start section, for engines: it runs while the instance is made, before anybody
 * has the instance to watch it. Few modules have one; these cost a short-lived thread.
 */
public final class StartDeadline {
  private static final int RUNNING = 0;
  private static final int DONE = 1;
  private static final int CLAIMED = 2;
  private static final int INTERRUPTED = 3;
  private static final long PERIOD_NANOS = 5_000_000;

  private final Thread runner = Thread.currentThread();
  private final AtomicInteger state = new AtomicInteger(RUNNING);
  private final Consumer<Thread> interrupt;
  private final long mostCpuNanos;

  private StartDeadline(Duration most, Consumer<Thread> interrupt) {
    this.interrupt = interrupt;
    this.mostCpuNanos = cpuNanos() + most.toNanos();
  }

  /**
   * Runs {@code start} on this thread.
   *
   * @param most in processor time of this thread
   * @param interrupt stops the guest that runs on the thread given
   * @param clear takes an interrupt back, also one that came too late
   */
  public static void run(
      Duration most, Consumer<Thread> interrupt, Runnable clear, Runnable start) {
    StartDeadline deadline = new StartDeadline(most, interrupt);
    Thread.ofPlatform().daemon().name("weir-start-deadline").start(deadline::watch);
    try {
      start.run();
    } finally {
      deadline.end(clear);
    }
  }

  private void watch() {
    while (state.get() == RUNNING) {
      if (cpuNanos() >= mostCpuNanos && state.compareAndSet(RUNNING, CLAIMED)) {
        interrupt.accept(runner);
        state.set(INTERRUPTED);
        return;
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** A claimed start waits for its interrupt, so that it hits nobody else. */
  private void end(Runnable clear) {
    if (state.compareAndSet(RUNNING, DONE)) {
      return;
    }
    while (state.get() != INTERRUPTED) {
      Thread.onSpinWait();
    }
    clear.run();
  }

  private long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(runner.threadId());
  }
}
