package io.weir.bench.registry.crash;

import java.util.HashSet;
import java.util.Set;

/**
 * What one thing in the registry may be: one value once that was acknowledged, two or more while a
 * change is under way or when its answer was lost. Not thread-safe.
 */
final class Cell<V> {
  private final Set<V> allowed = new HashSet<>();

  Cell(V value) {
    allowed.add(value);
  }

  /** A change is sent. */
  void begin(V next) {
    allowed.add(next);
  }

  /** It was acknowledged, or seen. */
  void settle(V value) {
    allowed.clear();
    allowed.add(value);
  }

  boolean may(V value) {
    return allowed.contains(value);
  }

  /** Whether it can only be {@code value}. */
  boolean is(V value) {
    return allowed.size() == 1 && allowed.contains(value);
  }

  @Override
  public String toString() {
    return allowed.toString();
  }
}
