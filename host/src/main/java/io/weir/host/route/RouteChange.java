package io.weir.host.route;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A change of some of the routes. What is asked for is found without a look into any of the others,
 * of which there may be many. For one thread.
 */
final class RouteChange {
  private final List<Route> routes;
  private final List<Route> gone;
  private final List<Route> added;
  private final Set<Route> isGone;
  private final Set<Route> isAdded;

  /** Where those that were added begin; -1: not looked for yet. */
  private int place = -1;

  /**
   * @param routes all of them after the change, in the order of the configuration
   * @param gone those that were there before and are not in {@code routes}
   * @param added those of {@code routes} that are new: with nothing else between them
   */
  RouteChange(List<Route> routes, List<Route> gone, List<Route> added) {
    this.routes = routes;
    this.gone = gone;
    this.added = added;
    isGone = identities(gone);
    isAdded = identities(added);
  }

  private static Set<Route> identities(List<Route> routes) {
    Set<Route> identities = Collections.newSetFromMap(new IdentityHashMap<>(routes.size()));
    identities.addAll(routes);
    return identities;
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

  /** Whether a route was there before those that were added, or was added before the last. */
  boolean isBeforeAdded(Route route) {
    if (isAdded.contains(route)) {
      return true;
    }
    if (place < 0) {
      place = find(added.getFirst(), routes.size());
    }
    return find(route, place) >= 0;
  }

  private int find(Route route, int end) {
    for (int i = 0; i < end; i++) {
      if (routes.get(i) == route) {
        return i;
      }
    }
    return -1;
  }
}
