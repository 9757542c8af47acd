package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.Interruptible;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stops a guest call that takes too much processor time of its thread, host calls included. The
 * caller only marks that it is inside; a watchdog that looks every few milliseconds and finds the
 * same call again and again claims it by compare-and-set, and only then interrupts it. So a call
 * that returns just in time is never interrupted, and a claimed one waits for the interrupt and
 * clears it: it can never hit the next guest.
 */
public final class CallGuard {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  // A guest's first calls run cold code, in the host as in the guest: they get ten times the
  // budget.
  private static final long WARM_UP_CALLS = 100;
  private static final int WARM_UP_FACTOR = 10;

  // The low two bits are the state, the others number the call.
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int CLAIMED = 2;
  private static final int INTERRUPTED = 3;

  private final AtomicLong state = new AtomicLong();
  private volatile long budgetNanos;
  private volatile long warmUntil;
  private volatile @Nullable Thread runner;

  // The watchdog's own: the call it saw last, and since when.
  private long seen;
  private long seenSince;
  private long seenCpu;

  CallGuard(long budgetNanos) {
    this.budgetNanos = budgetNanos;
  }

  /** From the next call on calls have this budget; the first of them ten times as much. */
  void budget(long nanos) {
    warmUntil = (state.get() >>> 2) + WARM_UP_CALLS;
    budgetNanos = nanos;
  }

  void enter() {
    Thread current = Thread.currentThread();
    if (runner != current) {
      runner = current;
    }
    state.setRelease(((state.getPlain() | 3) + 1) | RUNNING);
  }

  /** Returns whether the call was interrupted. */
  boolean exit(Interruptible instance) {
    long running = state.getPlain();
    if ((running & 3) == RUNNING && state.compareAndSet(running, (running & ~3L) | IDLE)) {
      return false;
    }
    while ((state.get() & 3) != INTERRUPTED) {
      Thread.onSpinWait();
    }
    instance.clearInterrupt();
    state.set((state.get() & ~3L) | IDLE);
    return true;
  }

  static long cpuNanos(Thread thread) {
    return THREADS.getThreadCpuTime(thread.threadId());
  }

  private long used(Thread thread) {
    long cpu = cpuNanos(thread);
    return cpu < 0 ? Long.MAX_VALUE : cpu - seenCpu; // not measured here: then the clock decides
  }

  /** Called by the one watchdog thread, again and again. */
  void check(long nowNanos, Interruptible instance) {
    long now = state.get();
    if ((now & 3) != RUNNING) {
      return;
    }
    Thread thread = runner;
    if (thread == null) {
      return;
    }
    if (now != seen) {
      seen = now;
      seenSince = nowNanos;
      seenCpu = cpuNanos(thread);
      return;
    }
    long budget = (now >>> 2) <= warmUntil ? budgetNanos * WARM_UP_FACTOR : budgetNanos;
    // The clock first: it is cheap, and a thread has never used more than has passed.
    if (nowNanos - seenSince < budget || used(thread) < budget) {
      return;
    }
    if (state.compareAndSet(now, (now & ~3L) | CLAIMED)) {
      instance.interrupt(thread);
      state.set((now & ~3L) | INTERRUPTED);
    }
  }
}
