package io.weir.host.observe.view;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param listener only those of this listener; null for any
 * @param route only those of this route; null for any
 * @param minAgeMillis only those that are at least so old
 * @param limit so many at most, over all workers
 */
public record Query(
    @Nullable String listener, @Nullable String route, long minAgeMillis, int limit) {
  public static final int MAX = 1_000;

  boolean takes(String ofListener, @Nullable String ofRoute, long ageMillis) {
    return ageMillis >= minAgeMillis
        && (listener == null || listener.equals(ofListener))
        && (route == null || route.equals(ofRoute));
  }
}
