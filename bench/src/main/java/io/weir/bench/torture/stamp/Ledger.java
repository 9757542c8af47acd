package io.weir.bench.torture.stamp;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which state of the plan was asked for and which was acknowledged, and when an answer of each was
 * first seen. Written by the swapper, read by every client: thread-safe.
 */
public final class Ledger {

  private final SwapPlan plan;
  private final AtomicLongArray firstSeen;
  private final AtomicIntegerArray seen;
  private final AtomicLong maxSkew = new AtomicLong();
  private final AtomicLong skewed = new AtomicLong();
  private volatile int issued;
  private volatile int committed;

  public Ledger(SwapPlan plan) {
    this.plan = plan;
    this.firstSeen = new AtomicLongArray(plan.steps().size());
    this.seen = new AtomicIntegerArray(plan.steps().size());
  }

  public SwapPlan plan() {
    return plan;
  }

  /** To be called before the change to {@code step} is sent. */
  public void issue(int step) {
    issued = step;
  }

  /** To be called after the change to {@code step} was acknowledged. */
  public void commit(int step) {
    committed = step;
  }

  /** The last acknowledged step: what a request that starts now must get, or something newer. */
  public int committed() {
    return committed;
  }

  /**
   * Judges an answer. A state that the plan visits more than once counts by its latest step that
   * fits.
   *
   * @param floor the oldest step allowed: {@link #committed()} as it was at the request's start
   * @param connectionFloor the oldest step that this connection was surely past before
   */
  public Sighting judge(StampSet stamps, int floor, int connectionFloor, long startNanos) {
    int last = issued;
    int newest = newestMatch(stamps, last);
    if (newest < 0) {
      return new Sighting(
          occurs(stamps) ? Judgement.EARLY : Judgement.MIXED, last, connectionFloor);
    }
    if (newest < floor) {
      return new Sighting(Judgement.STALE, newest, connectionFloor);
    }
    if (newest < connectionFloor) {
      return new Sighting(Judgement.WENT_BACK, newest, connectionFloor);
    }
    int oldest = oldestMatch(stamps, Math.max(floor, connectionFloor));
    if (oldest == newest) {
      recordSkew(newest, startNanos);
    }
    return new Sighting(Judgement.RIGHT, newest, oldest);
  }

  /** The longest time, in nanoseconds, that an older state still answered new requests. */
  public long maxSkewNanos() {
    return maxSkew.get();
  }

  /** How many requests started after a newer state was first seen and still got the older one. */
  public long skewedAnswers() {
    return skewed.get();
  }

  private int newestMatch(StampSet stamps, int last) {
    int step = last;
    while (step >= 0 && !plan.steps().get(step).stamps().equals(stamps)) {
      step--;
    }
    return step;
  }

  private int oldestMatch(StampSet stamps, int from) {
    int step = from;
    while (!plan.steps().get(step).stamps().equals(stamps)) {
      step++;
    }
    return step;
  }

  private boolean occurs(StampSet stamps) {
    return plan.steps().stream().anyMatch(step -> step.stamps().equals(stamps));
  }

  private void recordSkew(int step, long startNanos) {
    if (seen.get(step) == 0 && firstSeen.compareAndSet(step, 0, System.nanoTime())) {
      seen.set(step, 1);
    }
    int next = step + 1;
    if (next >= seen.length() || seen.get(next) == 0) {
      return;
    }
    long late = startNanos - firstSeen.get(next);
    if (late > 0) {
      skewed.incrementAndGet();
      maxSkew.accumulateAndGet(late, Math::max);
    }
  }
}
