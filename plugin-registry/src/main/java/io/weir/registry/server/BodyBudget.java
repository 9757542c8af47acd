package io.weir.registry.server;

import java.util.concurrent.atomic.AtomicLong;

/** How much of all request bodies together may wait in memory. Thread-safe. */
final class BodyBudget {
  private static final long MOST = 64L << 20;

  private final AtomicLong held = new AtomicLong();

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  /**
   * Whether a body that holds {@code own} bytes may take more: with none always, so that it ends.
   */
  boolean hasRoom(long own) {
    return own == 0 || held.get() < MOST;
  }

  /** Bytes that wait now. */
  long held() {
    return held.get();
  }
}
