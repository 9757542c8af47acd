package io.weir.bench.registry.crash;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What a run has seen. Thread-safe. */
final class Findings {
  private final Queue<String> losses = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong checked = new AtomicLong();
  private final AtomicLong resumed = new AtomicLong();

  /** Something is not as it was acknowledged. */
  void loss(String what) {
    losses.add(what);
  }

  /** The registry refused what it should take. */
  void refusal(String what) {
    refusals.add(what);
  }

  void acknowledge() {
    acknowledged.incrementAndGet();
  }

  /** A thing was compared. */
  void check() {
    checked.incrementAndGet();
  }

  /** An upload that a kill had cut was ended. */
  void resume() {
    resumed.incrementAndGet();
  }

  Queue<String> losses() {
    return losses;
  }

  Queue<String> refusals() {
    return refusals;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long checked() {
    return checked.get();
  }

  long resumed() {
    return resumed.get();
  }
}
