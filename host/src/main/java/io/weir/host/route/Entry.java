package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One match of a route, in a chain of those that have host and path in common, the one that goes
 * first at its head. Immutable.
 */
final class Entry {
  private final RouteMatch match;
  private final Route route;
  private final @Nullable Entry next;

  /** Whether there is nothing but the path to look at. */
  private final boolean always;

  private Entry(RouteMatch match, Route route, @Nullable Entry next) {
    this.match = match;
    this.route = route;
    this.next = next;
    always = match.isPathAlone();
  }

  Entry(RouteMatch match, Route route) {
    this(match, route, null);
  }

  /**
   * The first of a chain that holds, their paths being known to hold.
   *
   * @param target path and query
   * @param end where the path ends
   */
  static @Nullable Route first(@Nullable Entry chain, String target, int end, HeaderList request) {
    for (Entry at = chain; at != null; at = at.next) {
      if (at.always || at.match.holds(target, end, request)) {
        return at.route;
      }
    }
    return null;
  }

  /** The first of a chain of expressions that holds, or null. */
  static @Nullable Route firstExpression(Entry chain, String target, int end, HeaderList request) {
    String path = end == target.length() ? target : target.substring(0, end);
    for (Entry at = chain; at != null; at = at.next) {
      if (at.match.expressionHolds(path) && at.match.holds(target, end, request)) {
        return at.route;
      }
    }
    return null;
  }

  /**
   * A chain after a change.
   *
   * @param added in the order of the configuration
   * @return null when nothing is left
   */
  static @Nullable Entry changed(@Nullable Entry chain, List<Entry> added, RouteChange change) {
    List<Entry> entries = new ArrayList<>();
    for (Entry at = chain; at != null; at = at.next) {
      if (!change.isGone(at.route)) {
        entries.add(at);
      }
    }
    added.forEach(entry -> entries.add(place(entry, entries, change), entry));
    Entry head = null;
    for (Entry entry : entries.reversed()) {
      head = new Entry(entry.match, entry.route, head);
    }
    return head;
  }

  /** Behind those that go before it: they are a part at the beginning of the sorted list. */
  private static int place(Entry entry, List<Entry> sorted, RouteChange change) {
    int from = 0;
    int to = sorted.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted.get(middle).goesBefore(entry, change)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private boolean goesBefore(Entry added, RouteChange change) {
    long mine = match.precedence();
    long its = added.match.precedence();
    return mine == its ? change.isBefore(route, added.route) : mine > its;
  }
}
