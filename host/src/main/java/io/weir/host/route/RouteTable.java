package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All routes of one generation of the configuration. Immutable: a worker changes its table by one
 * field write. What a match costs does not depend on the number of exact and prefix paths, nor on
 * that of hosts; it allocates nothing but for what a match by expression, query or cookie needs.
 */
public final class RouteTable {
  /** What a gateway has before its first configuration. */
  public static final RouteTable EMPTY = new RouteTable(0, List.of(), Map.of());

  private final long generation;
  private final Map<String, HostTable> listeners;
  private final Map<String, TcpRoute> tcp;
  private final Map<String, Cluster> clusters;

  /** How many routes look at more of a request than its method, host, path and query. */
  private final int byHeaders;

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
    this(
        generation,
        changed(Map.of(), routes, List.of(), routes),
        byListener(tcp),
        Map.copyOf(clusters),
        byHeaders(routes));
  }

  private RouteTable(
      long generation,
      Map<String, HostTable> listeners,
      Map<String, TcpRoute> tcp,
      Map<String, Cluster> clusters,
      int byHeaders) {
    this.generation = generation;
    this.listeners = listeners;
    this.tcp = tcp;
    this.clusters = clusters;
    this.byHeaders = byHeaders;
  }

  /**
   * The table after a change of some HTTP routes and of nothing else. Only the hosts of those
   * routes are made anew.
   *
   * @param routes all of them, in the order of the configuration
   * @param gone those of this table that are not in {@code routes}
   * @param added those of {@code routes} that are not in this table, in their order
   */
  public RouteTable with(
      long nextGeneration, Iterable<Route> routes, List<Route> gone, List<Route> added) {
    return with(nextGeneration, routes, gone, added, tcp.values(), clusters);
  }

  /**
   * As {@link #with(long, Iterable, List, List)}, with other TCP routes and clusters.
   *
   * @param nextTcp one for each TCP listener
   * @param nextClusters by name
   */
  public RouteTable with(
      long nextGeneration,
      Iterable<Route> routes,
      List<Route> gone,
      List<Route> added,
      Collection<TcpRoute> nextTcp,
      Map<String, Cluster> nextClusters) {
    return new RouteTable(
        nextGeneration,
        changed(listeners, routes, gone, added),
        byListener(nextTcp),
        Map.copyOf(nextClusters),
        byHeaders - byHeaders(gone) + byHeaders(added));
  }

  private static Map<String, HostTable> changed(
      Map<String, HostTable> before, Iterable<Route> routes, List<Route> gone, List<Route> added) {
    Map<String, List<Route>> goneOf = grouped(gone);
    Map<String, List<Route>> addedOf = grouped(added);
    Set<String> names = new HashSet<>(goneOf.keySet());
    names.addAll(addedOf.keySet());
    Map<String, HostTable> after = new HashMap<>(before);
    for (String name : names) {
      RouteChange change =
          new RouteChange(
              routes, goneOf.getOrDefault(name, List.of()), addedOf.getOrDefault(name, List.of()));
      HostTable hosts = after.getOrDefault(name, HostTable.EMPTY).with(change);
      if (hosts.isEmpty()) {
        after.remove(name);
      } else {
        after.put(name, hosts);
      }
    }
    return after;
  }

  private static Map<String, List<Route>> grouped(List<Route> routes) {
    Map<String, List<Route>> byListener = new HashMap<>();
    for (Route route : routes) {
      byListener.computeIfAbsent(route.listener(), name -> new ArrayList<>()).add(route);
    }
    return byListener;
  }

  private static Map<String, TcpRoute> byListener(Collection<TcpRoute> routes) {
    Map<String, TcpRoute> byListener = new HashMap<>();
    routes.forEach(route -> byListener.put(route.listener(), route));
    return byListener;
  }

  private static int byHeaders(List<Route> routes) {
    int count = 0;
    for (Route route : routes) {
      count += route.matches().stream().anyMatch(RouteMatch::looksAtHeaders) ? 1 : 0;
    }
    return count;
  }

  public long generation() {
    return generation;
  }

  /** Whether some route looks at more of a request than its method, host, path and query. */
  public boolean matchesHeaders() {
    return byHeaders > 0;
  }

  public @Nullable Cluster cluster(String name) {
    return clusters.get(name);
  }

  /** Where the connections of a TCP listener go, or null when there is none of that name. */
  public @Nullable TcpRoute tcp(String listener) {
    return tcp.get(listener);
  }

  /** Where the connections of all TCP listeners go. */
  public Collection<TcpRoute> tcp() {
    return tcp.values();
  }

  /** All clusters of this generation. */
  public Map<String, Cluster> clusters() {
    return clusters;
  }

  /** The route of a request, or null. Hosts go first, the most specific one; then paths. */
  public @Nullable Route match(String listener, HeaderList request) {
    HostTable hosts = listeners.get(listener);
    String target = request.get(":path");
    if (hosts == null || target == null) {
      return null;
    }
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    return hosts.match(request.getOrEmpty(":authority"), target, end, request);
  }
}
