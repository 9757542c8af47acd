package io.weir.registry.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weir.registry.config.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each of many keys, full at first. What is kept of a bucket is the time at
 * which it would be full again (the generic cell rate algorithm), so one that is full is the same
 * as none. Of more keys than {@link #MAX_KEYS} some start afresh. Thread-safe, never blocks.
 */
final class Buckets {
  static final int MAX_KEYS = 50_000;

  private final Cache<String, AtomicLong> full;
  private final long nanosEach;
  private final long nanosAll;
  private final LongSupplier clock;

  /**
   * @param clock nanoseconds that never go back
   */
  Buckets(Rate rate, LongSupplier clock) {
    this.clock = clock;
    this.nanosAll = rate.period().toNanos();
    this.nanosEach = Math.max(1, nanosAll / rate.count());
    this.full =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEYS)
            .expireAfterAccess(rate.period())
            .ticker(clock::getAsLong)
            .build();
  }

  /** Takes one; when there is none, says how long until there is one again. */
  @Nullable Duration take(String key) {
    AtomicLong state = full.get(key, any -> new AtomicLong(clock.getAsLong()));
    while (true) {
      long now = clock.getAsLong();
      long fullAt = state.get();
      long next = (fullAt - now > 0 ? fullAt : now) + nanosEach;
      long wait = next - now - nanosAll;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (state.compareAndSet(fullAt, next)) {
        return null;
      }
    }
  }

  /** How long until there is one, without taking it; null when there is one. */
  @Nullable Duration peek(String key) {
    AtomicLong state = full.getIfPresent(key);
    long wait = state == null ? 0 : state.get() + nanosEach - clock.getAsLong() - nanosAll;
    return wait > 0 ? Duration.ofNanos(wait) : null;
  }

  /** How many are kept, after what is too much has gone. */
  long size() {
    full.cleanUp();
    return full.estimatedSize();
  }
}
