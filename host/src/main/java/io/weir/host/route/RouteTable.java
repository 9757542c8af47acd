package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All routes of one generation of the configuration. Immutable: a worker changes its table by one
 * field write.
 */
public final class RouteTable {
  /** What a gateway has before its first configuration. */
  public static final RouteTable EMPTY = new RouteTable(0, List.of(), Map.of());

  private record Entry(RouteMatch match, Route route) {}

  /** The routes of one listener: by exact host, by wildcard (longest first), for any host. */
  private static final class Hosts {
    final Map<String, List<Entry>> exact = new HashMap<>();
    final Map<String, List<Entry>> wildcard = new HashMap<>();
    final List<Entry> any = new ArrayList<>();
  }

  private final long generation;
  private final Map<String, Hosts> listeners = new HashMap<>();
  private final Map<String, TcpRoute> tcp = new HashMap<>();
  private final Map<String, Cluster> clusters;
  private final boolean matchesHeaders;

  /** A table of HTTP routes alone. */
  public RouteTable(long generation, List<Route> routes, Map<String, Cluster> clusters) {
    this(generation, routes, List.of(), clusters);
  }

  /**
   * @param routes in the order of the configuration, which decides between equal matches
   * @param tcp one for each TCP listener
   * @param clusters by name, for callouts
   */
  public RouteTable(
      long generation, List<Route> routes, List<TcpRoute> tcp, Map<String, Cluster> clusters) {
    this.generation = generation;
    this.clusters = Map.copyOf(clusters);
    tcp.forEach(route -> this.tcp.put(route.listener(), route));
    this.matchesHeaders =
        routes.stream().flatMap(r -> r.matches().stream()).anyMatch(RouteMatch::looksAtHeaders);
    for (Route route : routes) {
      Hosts hosts = listeners.computeIfAbsent(route.listener(), l -> new Hosts());
      for (RouteMatch match : route.matches()) {
        add(hosts, new Entry(match, route));
      }
    }
    for (Hosts hosts : listeners.values()) {
      hosts.exact.values().forEach(RouteTable::sort);
      hosts.wildcard.values().forEach(RouteTable::sort);
      sort(hosts.any);
    }
  }

  private static void add(Hosts hosts, Entry entry) {
    if (entry.route.hostnames().isEmpty()) {
      hosts.any.add(entry);
    }
    for (String name : entry.route.hostnames()) {
      if (name.startsWith("*.")) {
        hosts.wildcard.computeIfAbsent(name.substring(1), n -> new ArrayList<>()).add(entry);
      } else {
        hosts.exact.computeIfAbsent(name, n -> new ArrayList<>()).add(entry);
      }
    }
  }

  private static void sort(List<Entry> entries) {
    entries.sort(Comparator.comparingLong((Entry e) -> e.match.precedence()).reversed());
  }

  public long generation() {
    return generation;
  }

  /** Whether some route looks at more of a request than its method, host and path. */
  public boolean matchesHeaders() {
    return matchesHeaders;
  }

  public @Nullable Cluster cluster(String name) {
    return clusters.get(name);
  }

  /** Where the connections of a TCP listener go, or null when there is none of that name. */
  public @Nullable TcpRoute tcp(String listener) {
    return tcp.get(listener);
  }

  /** All clusters of this generation. */
  public Map<String, Cluster> clusters() {
    return clusters;
  }

  /** The route of a request, or null. Hosts go first, the most exact one; then paths. */
  public @Nullable Route match(String listener, HeaderList request) {
    Hosts hosts = listeners.get(listener);
    String target = request.get(":path");
    if (hosts == null || target == null) {
      return null;
    }
    String path = pathOf(target);
    String host = hostOf(request.getOrEmpty(":authority"));
    Route found = first(hosts.exact.get(host), path, request);
    for (int dot = host.indexOf('.'); found == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
      found = first(hosts.wildcard.get(host.substring(dot)), path, request);
    }
    return found == null ? first(hosts.any, path, request) : found;
  }

  private static @Nullable Route first(
      @Nullable List<Entry> entries, String path, HeaderList request) {
    if (entries == null) {
      return null;
    }
    for (Entry entry : entries) {
      if (entry.match.holds(path, request)) {
        return entry.route;
      }
    }
    return null;
  }

  private static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String hostOf(String authority) {
    int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    return host.toLowerCase(Locale.ROOT);
  }
}
