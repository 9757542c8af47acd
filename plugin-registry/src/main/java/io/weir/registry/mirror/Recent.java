package io.weir.registry.mirror;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Names that are remembered for a while, and at most so many of them. Thread-safe. */
final class Recent {
  private static final int MAX_NAMES = 10_000;

  private final Cache<String, Boolean> names;

  Recent(Duration ttl) {
    this.names = Caffeine.newBuilder().expireAfterWrite(ttl).maximumSize(MAX_NAMES).build();
  }

  void add(String name) {
    names.put(name, true);
  }

  boolean contains(String name) {
    return names.getIfPresent(name) != null;
  }
}
