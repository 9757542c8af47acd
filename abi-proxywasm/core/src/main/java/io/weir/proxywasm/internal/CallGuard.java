package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.Interruptible;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Stops a guest call that takes too much processor time of its thread, host calls included. The
 * caller only marks that it is inside; a watchdog that looks every few milliseconds and finds the
 * same call again and again claims it, and only then interrupts it. A call that returns just in
 * time is never interrupted, and one that is claimed waits for the verdict and clears the
 * interrupt: it can never hit the next guest.
 *
 * <p>The caller takes its mark away and then looks for a claim, for each call and so without a
 * fence between; the watchdog leaves its claim and then looks for the mark, once in a blue moon. So
 * it pays for both: between the two it has the JVM stop the caller's thread for a moment, for its
 * stack trace. If that thread stops with its mark there, it sees the claim when it goes on; if it
 * has taken it away, the watchdog sees that.
 */
public final class CallGuard {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final VarHandle STATE = state();

  // A guest's first calls run cold code, in the host as in the guest: they may get ten times the
  // budget.
  private static final long WARM_UP_CALLS = 100;
  private static final int WARM_UP_FACTOR = 10;

  // Twice the number of the last call, and one more while it runs. Only the caller writes.
  @SuppressWarnings("unused") // through STATE
  private long state;

  // Only the watchdog writes these: the state of the call that it claimed, the same once it is
  // settled what comes of it, and what that is.
  private volatile long claimed;
  private volatile long settled;
  private volatile boolean interrupted;

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

  private static VarHandle state() {
    try {
      return MethodHandles.lookup().findVarHandle(CallGuard.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * From the next call on calls have this budget.
   *
   * @param warmsUp the first hundred have ten times as much
   */
  void budget(long nanos, boolean warmsUp) {
    warmUntil = warmsUp ? (state >>> 1) + WARM_UP_CALLS : 0;
    budgetNanos = nanos;
  }

  void enter() {
    Thread current = Thread.currentThread();
    if (runner != current) {
      runner = current;
    }
    STATE.setRelease(this, state + 3);
  }

  /** Returns whether the call was interrupted. */
  boolean exit(Interruptible instance) {
    long running = state;
    STATE.setRelease(this, running - 1);
    return claimed == running && verdict(running, instance);
  }

  private boolean verdict(long running, Interruptible instance) {
    while (settled != running) {
      Thread.onSpinWait();
    }
    if (interrupted) {
      instance.clearInterrupt();
    }
    return interrupted;
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
    long now = (long) STATE.getVolatile(this);
    Thread thread = runner;
    if ((now & 1) == 0 || thread == null || (claimed == now && interrupted)) {
      return;
    }
    if (now != seen) {
      seen = now;
      seenSince = nowNanos;
      seenCpu = cpuNanos(thread);
      return;
    }
    long budget = (now >>> 1) <= warmUntil ? budgetNanos * WARM_UP_FACTOR : budgetNanos;
    // The clock first: it is cheap, and a thread has never used more than has passed.
    if (nowNanos - seenSince >= budget && used(thread) >= budget) {
      claim(now, thread, instance);
    }
  }

  private void claim(long call, Thread thread, Interruptible instance) {
    settled = 0; // it may be the second try
    claimed = call;
    boolean running = false;
    try {
      stop(thread);
      running = (long) STATE.getVolatile(this) == call;
      if (running) {
        instance.interrupt(thread);
      }
    } finally {
      // Also when the JVM has no memory for a stack trace: the caller must not wait for ever.
      interrupted = running;
      settled = call;
    }
  }

  /**
   * Stops a thread for a moment: what it did before is seen here, what is done here before there.
   */
  @SuppressWarnings("ReturnValueIgnored") // stopping is the purpose
  private static void stop(Thread thread) {
    thread.getStackTrace();
  }
}
