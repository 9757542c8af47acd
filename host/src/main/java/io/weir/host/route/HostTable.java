package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  static final HostTable EMPTY = new HostTable(TextMap.empty(), TextMap.empty(), PathTable.EMPTY);

  private final TextMap<PathTable> exact;

  /** By the name without the asterisk, {@code .example.com}. */
  private final TextMap<PathTable> wildcard;

  private final PathTable any;

  private HostTable(TextMap<PathTable> exact, TextMap<PathTable> wildcard, PathTable any) {
    this.exact = exact;
    this.wildcard = wildcard;
    this.any = any;
  }

  boolean isEmpty() {
    return exact.isEmpty() && wildcard.isEmpty() && any.isEmpty();
  }

  /** This table after a change. Only the tables of the hosts of its routes are made anew. */
  HostTable with(RouteChange change) {
    Map<String, OfHost> changed = new LinkedHashMap<>();
    change.gone().forEach(route -> of(route, changed).forEach(host -> host.gone.add(route)));
    change.added().forEach(route -> of(route, changed).forEach(host -> host.added.add(route)));
    Map<String, @Nullable PathTable> exactNow = new HashMap<>();
    Map<String, @Nullable PathTable> wildcardNow = new HashMap<>();
    PathTable anyNow = any;
    for (Map.Entry<String, OfHost> of : changed.entrySet()) {
      String host = of.getKey();
      if (host.equals(ANY)) {
        anyNow = any.with(of.getValue().gone, of.getValue().added, change);
      } else if (host.startsWith("*.")) {
        String suffix = host.substring(1);
        wildcardNow.put(suffix, changed(wildcard.get(suffix), of.getValue(), change));
      } else {
        exactNow.put(host, changed(exact.get(host), of.getValue(), change));
      }
    }
    return new HostTable(exact.with(exactNow), wildcard.with(wildcardNow), anyNow);
  }

  /** What a change does to one host. */
  private record OfHost(List<Route> gone, List<Route> added) {
    OfHost() {
      this(new ArrayList<>(1), new ArrayList<>(1));
    }
  }

  private static List<OfHost> of(Route route, Map<String, OfHost> hosts) {
    return hosts(route).stream().map(h -> hosts.computeIfAbsent(h, name -> new OfHost())).toList();
  }

  private static @Nullable PathTable changed(
      @Nullable PathTable before, OfHost host, RouteChange change) {
    PathTable table = before == null ? PathTable.EMPTY : before;
    PathTable after = table.with(host.gone, host.added, change);
    return after.isEmpty() ? null : after;
  }

  private static List<String> hosts(Route route) {
    return route.hostnames().isEmpty()
        ? List.of(ANY)
        : route.hostnames().stream().distinct().toList();
  }

  /**
   * The route of a request, or null.
   *
   * @param target path and query
   * @param end where the path ends
   */
  @Nullable Route match(String authority, String target, int end, HeaderList request) {
    if (exact.isEmpty() && wildcard.isEmpty()) {
      return any.match(target, end, request);
    }
    int hostEnd = hostEnd(authority);
    Route found = named(authority, hostEnd, target, end, request);
    if (found == null && hasCapitals(authority, hostEnd)) {
      found = named(lowerCase(authority, hostEnd), hostEnd, target, end, request);
    }
    return found == null ? any.match(target, end, request) : found;
  }

  /** The route of a host that is written in lower case. */
  private @Nullable Route named(
      String authority, int hostEnd, String target, int end, HeaderList request) {
    Route found = null;
    if (!exact.isEmpty()) {
      PathTable paths =
          hostEnd == authority.length()
              ? exact.get(authority)
              : exact.get(authority, 0, hostEnd, TextMap.hash(authority, 0, hostEnd));
      found = paths == null ? null : paths.match(target, end, request);
    }
    return found == null && hostEnd > 1 && !wildcard.isEmpty()
        ? wildcard(authority, hostEnd, target, end, request)
        : found;
  }

  /** From the longest suffix of labels that can be a key to the shortest. */
  private @Nullable Route wildcard(
      String authority, int hostEnd, String target, int end, HeaderList request) {
    int first = Math.max(1, hostEnd - wildcard.longest());
    for (int dot = authority.indexOf('.', first, hostEnd);
        dot >= 0;
        dot = authority.indexOf('.', dot + 1, hostEnd)) {
      int hash = TextMap.hash(authority, dot, hostEnd);
      PathTable paths = wildcard.get(authority, dot, hostEnd, hash);
      Route found = paths == null ? null : paths.match(target, end, request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean hasCapitals(String text, int end) {
    for (int i = 0; i < end; i++) {
      if (isCapital(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String lowerCase(String text, int end) {
    char[] folded = text.substring(0, end).toCharArray();
    for (int i = 0; i < end; i++) {
      folded[i] += (char) (isCapital(folded[i]) ? 'a' - 'A' : 0);
    }
    return new String(folded);
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Without the port. */
  private static int hostEnd(String authority) {
    int colon = authority.indexOf(':');
    if (colon < 0 || authority.endsWith("]")) {
      return authority.length();
    }
    return authority.lastIndexOf(':');
  }
}
