package io.weir.host.worker;

import io.weir.host.route.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configured routes as workers go by them, in the order of the configuration: for each one
 * after another those of the listeners that it is on. Immutable, and changed without a look at what
 * stays.
 */
final class CompiledRoutes {
  static final CompiledRoutes NONE = new CompiledRoutes(List.of(), new int[] {0});

  private final List<Route> all;

  /** Where those of each configured route begin, and the end of the last. */
  private final int[] starts;

  private CompiledRoutes(List<Route> all, int[] starts) {
    this.all = all;
    this.starts = starts;
  }

  /**
   * @param routes for each configured route one for each listener
   */
  static CompiledRoutes of(List<List<Route>> routes) {
    return NONE.with(0, 0, routes);
  }

  /** All of them; not to be changed. */
  List<Route> all() {
    return all;
  }

  /** Those of the configured routes from {@code from} to {@code to}. */
  List<Route> part(int from, int to) {
    return all.subList(starts[from], starts[to]);
  }

  /** These with others in the place of the configured routes from {@code from} to {@code to}. */
  CompiledRoutes with(int from, int to, List<List<Route>> others) {
    List<Route> next = new ArrayList<>(all.size() + others.size());
    next.addAll(all.subList(0, starts[from]));
    int[] nextStarts = Arrays.copyOf(starts, starts.length - (to - from) + others.size());
    for (int i = 0; i < others.size(); i++) {
      nextStarts[from + i] = next.size();
      next.addAll(others.get(i));
    }
    int moved = next.size() - starts[to];
    next.addAll(all.subList(starts[to], all.size()));
    int behind = from + others.size() - to;
    for (int i = to; i < starts.length; i++) {
      nextStarts[i + behind] = starts[i] + moved;
    }
    return new CompiledRoutes(next, nextStarts);
  }
}
