package io.weir.host.worker;

import io.weir.host.config.PartedList;
import io.weir.host.route.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The configured routes as workers go by them, in the order of the configuration: for each one
 * those of the listeners that it is on. Immutable, and changed without a look at what stays.
 */
final class CompiledRoutes implements Iterable<Route> {
  static final CompiledRoutes NONE = new CompiledRoutes(PartedList.copyOf(List.of()));

  private final PartedList<List<Route>> compiled;

  private CompiledRoutes(PartedList<List<Route>> compiled) {
    this.compiled = compiled;
  }

  /**
   * @param compiled for each configured route one for each listener
   */
  static CompiledRoutes of(List<List<Route>> compiled) {
    return new CompiledRoutes(PartedList.copyOf(compiled));
  }

  /** All of them, by configured route. */
  List<List<Route>> compiled() {
    return compiled;
  }

  /** Those of the configured routes from {@code from} to {@code to}. */
  List<Route> part(int from, int to) {
    return flat(compiled.subList(from, to));
  }

  static List<Route> flat(List<List<Route>> compiled) {
    List<Route> routes = new ArrayList<>(compiled.size());
    compiled.forEach(routes::addAll);
    return routes;
  }

  /** All of them, one after the other. */
  @Override
  public Iterator<Route> iterator() {
    Iterator<List<Route>> lists = compiled.iterator();
    return new Iterator<>() {
      private Iterator<Route> routes = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!routes.hasNext() && lists.hasNext()) {
          routes = lists.next().iterator();
        }
        return routes.hasNext();
      }

      @Override
      public Route next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return routes.next();
      }
    };
  }

  /** These with others in the place of the configured routes from {@code from} to {@code to}. */
  CompiledRoutes with(int from, int to, List<List<Route>> others) {
    return new CompiledRoutes(compiled.with(from, to, others));
  }
}
