package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one listener by host: an exact name goes before a wildcard, a longer wildcard
 * before a shorter one, and those for any host come last. Where no route of a more specific host
 * holds, the less specific ones are tried: Gateway API gives precedence to the rules of the more
 * specific host, it does not take the others away. Immutable.
 */
final class HostTable {
  /** Of a route that names no host. */
  private static final String ANY = "*";

  static final HostTable EMPTY =
      new HostTable(TextMap.of(Map.of()), TextMap.of(Map.of()), PathTable.EMPTY);

  private final TextMap<PathTable> exact;

  /** By the name without the asterisk, {@code .example.com}. */
  private final TextMap<PathTable> wildcard;

  private final PathTable any;

  private HostTable(TextMap<PathTable> exact, TextMap<PathTable> wildcard, PathTable any) {
    this.exact = exact;
    this.wildcard = wildcard;
    this.any = any;
  }

  /**
   * This table after a change.
   *
   * @param routes all of them, in the order that decides between equals
   * @param changed those that were added and those that have gone
   */
  HostTable with(List<Route> routes, List<Route> changed) {
    Set<String> hosts = new HashSet<>();
    changed.forEach(route -> hosts.addAll(hosts(route)));
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    for (Route route : routes) {
      for (String host : hosts(route)) {
        if (hosts.contains(host)) {
          List<Entry> of = entries.computeIfAbsent(host, h -> new ArrayList<>());
          route.matches().forEach(match -> of.add(new Entry(match, route)));
        }
      }
    }
    return replace(hosts, entries);
  }

  private HostTable replace(Set<String> hosts, Map<String, List<Entry>> entries) {
    Map<String, @Nullable PathTable> exactNow = new HashMap<>();
    Map<String, @Nullable PathTable> wildcardNow = new HashMap<>();
    PathTable anyNow = any;
    for (String host : hosts) {
      List<Entry> of = entries.get(host);
      PathTable paths = of == null ? null : PathTable.of(of);
      if (host.equals(ANY)) {
        anyNow = paths == null ? PathTable.EMPTY : paths;
      } else if (host.startsWith("*.")) {
        wildcardNow.put(host.substring(1), paths);
      } else {
        exactNow.put(host, paths);
      }
    }
    return new HostTable(exact.with(exactNow), wildcard.with(wildcardNow), anyNow);
  }

  private static List<String> hosts(Route route) {
    return route.hostnames().isEmpty() ? List.of(ANY) : route.hostnames();
  }

  /**
   * The route of a request, or null.
   *
   * @param target path and query
   * @param end where the path ends
   */
  @Nullable Route match(String authority, String target, int end, HeaderList request) {
    int hostEnd = hostEnd(authority);
    Route found = null;
    if (!exact.isEmpty()) {
      PathTable paths = exact.getFolded(authority, 0, hostEnd, hash(authority, hostEnd));
      found = paths == null ? null : paths.match(target, end, request);
    }
    if (found == null && hostEnd > 1 && !wildcard.isEmpty()) {
      found = wildcard(authority, hostEnd, target, end, request);
    }
    return found == null ? any.match(target, end, request) : found;
  }

  /** From the longest suffix of labels that can be a key to the shortest. */
  private @Nullable Route wildcard(
      String authority, int hostEnd, String target, int end, HeaderList request) {
    int first = Math.max(1, hostEnd - wildcard.longest());
    for (int dot = authority.indexOf('.', first, hostEnd);
        dot >= 0;
        dot = authority.indexOf('.', dot + 1, hostEnd)) {
      int hash = 0;
      for (int i = dot; i < hostEnd; i++) {
        hash = 31 * hash + TextMap.fold(authority.charAt(i));
      }
      PathTable paths = wildcard.getFolded(authority, dot, hostEnd, hash);
      Route found = paths == null ? null : paths.match(target, end, request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static int hash(String text, int end) {
    int hash = 0;
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + TextMap.fold(text.charAt(i));
    }
    return hash;
  }

  /** Without the port. */
  private static int hostEnd(String authority) {
    int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
    return colon < 0 ? authority.length() : colon;
  }

  /** One match of a route. */
  record Entry(RouteMatch match, Route route) {}
}
