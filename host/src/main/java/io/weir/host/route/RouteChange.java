package io.weir.host.route;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of some of the routes. What is asked for is found without a look into any of the others,
 * of which there may be many. For one thread.
 */
final class RouteChange {
  /** For fewer new routes it costs less to go through all than to number them. */
  private static final int FEW = 8;

  private final Iterable<Route> routes;
  private final List<Route> gone;
  private final List<Route> added;
  private final Set<Route> isGone;
  private @Nullable Map<Route, Integer> numbers;

  /**
   * @param routes all of them after the change, in the order of the configuration
   * @param gone those that were there before and are not in {@code routes}
   * @param added those of {@code routes} that are new, in their order
   */
  RouteChange(Iterable<Route> routes, List<Route> gone, List<Route> added) {
    this.routes = routes;
    this.gone = gone;
    this.added = added;
    isGone = Collections.newSetFromMap(new IdentityHashMap<>(gone.size()));
    isGone.addAll(gone);
  }

  List<Route> gone() {
    return gone;
  }

  List<Route> added() {
    return added;
  }

  boolean isGone(Route route) {
    return isGone.contains(route);
  }

  /** Whether a route goes before one that was added, or is the same, by their order alone. */
  boolean isBefore(Route route, Route other) {
    if (route == other) {
      return true;
    }
    if (added.size() > FEW) {
      return number(route) < number(other);
    }
    for (Route one : routes) {
      if (one == route || one == other) {
        return one == route;
      }
    }
    throw new IllegalStateException("routes " + route.name() + ", " + other.name() + ": neither");
  }

  private int number(Route route) {
    Map<Route, Integer> known = numbers;
    if (known == null) {
      known = new IdentityHashMap<>();
      for (Route one : routes) {
        known.put(one, known.size());
      }
      numbers = known;
    }
    return Objects.requireNonNull(known.get(route), route.name());
  }
}
