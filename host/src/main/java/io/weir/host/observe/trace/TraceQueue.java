package io.weir.host.observe.trace;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Streams on their way from the workers to become spans. Bounded, without locks. Any thread. */
final class TraceQueue {
  private static final int MAX = 4_096;

  private final Queue<FinishedTrace> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /** Drops it when there is no room. Never waits. */
  void offer(FinishedTrace trace) {
    if (size.incrementAndGet() > MAX) {
      size.decrementAndGet();
      dropped.increment();
      return;
    }
    queue.add(trace);
  }

  @Nullable FinishedTrace poll() {
    FinishedTrace next = queue.poll();
    if (next != null) {
      size.decrementAndGet();
    }
    return next;
  }

  long dropped() {
    return dropped.sum();
  }
}
