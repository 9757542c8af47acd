package io.weir.registry.mirror;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Names that are remembered for a while, and at most so many of them. Thread-safe. */
final class ExpiringSet {
  private final long ttlNanos;
  private final int limit;
  private final LongSupplier nanoTime;
  private final Map<String, Long> until = new LinkedHashMap<>();

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  ExpiringSet(Duration ttl, int limit, LongSupplier nanoTime) {
    this.ttlNanos = ttl.toNanos();
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  synchronized void add(String name) {
    until.remove(name); // to the end: the oldest is the first
    until.put(name, nanoTime.getAsLong() + ttlNanos);
    if (until.size() > limit) {
      Iterator<String> oldest = until.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized boolean contains(String name) {
    Long end = until.get(name);
    if (end == null) {
      return false;
    }
    if (end - nanoTime.getAsLong() <= 0) {
      until.remove(name);
      return false;
    }
    return true;
  }

  synchronized void remove(String name) {
    until.remove(name);
  }
}
