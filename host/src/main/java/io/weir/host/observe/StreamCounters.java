package io.weir.host.observe;

import io.weir.host.observe.record.LiveRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one worker has counted of its streams: plain numbers, confined to its loop; a scrape takes a
 * copy there. The number of names is bounded: past it, they are counted together.
 */
public final class StreamCounters {
  private static final int MAX_LISTENERS = 1_000;
  private static final int MAX_ROUTES = 1_000;
  private static final int MAX_CLUSTERS = 2_000;
  private static final int FLAG_BITS = 64;

  final Tallies listeners = new Tallies(MAX_LISTENERS, true);
  final Tallies routes = new Tallies(MAX_ROUTES, false);
  final Tallies clusters = new Tallies(MAX_CLUSTERS, true);
  final Map<String, Connections> connections = new HashMap<>();
  final long[] flags = new long[FLAG_BITS];
  final Buckets lag = new Buckets();

  /** Connections of one listener. */
  static final class Connections {
    long opened;
    int active;
  }

  /** How many routes are counted each by itself. */
  void maxRoutes(int most) {
    routes.most(most);
  }

  void began(LiveRecord record) {
    listeners.of(record.listener()).active++;
  }

  void ended(LiveRecord record) {
    int status = Tally.classOf(record.status());
    long nanos = record.durationNanos();
    Tally listener = listeners.of(record.listener());
    listener.active--;
    listener.ended(record, status, nanos);
    listener.took(nanos);
    String route = record.route();
    if (!route.isEmpty()) {
      routes.of(route).ended(record, status, nanos);
    }
    String cluster = record.cluster();
    if (!cluster.isEmpty()) {
      upstream(clusters.of(cluster), record, status);
    }
    for (long left = record.flags(); left != 0; left &= left - 1) {
      flags[Long.numberOfTrailingZeros(left)]++;
    }
  }

  private static void upstream(Tally cluster, LiveRecord record, int status) {
    long nanos = record.upstreamHeadersNanos();
    if (nanos < 0) {
      cluster.ended(record, 0, 0);
      return;
    }
    cluster.ended(record, status, nanos);
    cluster.took(nanos);
  }

  Connections connections(String listener) {
    return connections.computeIfAbsent(
        connections.size() < MAX_LISTENERS ? listener : Tallies.OTHER, l -> new Connections());
  }

  /** Forgets routes and clusters that no configuration has any more. On the loop. */
  void retain(Set<String> liveRoutes, Set<String> liveClusters) {
    routes.retain(liveRoutes);
    clusters.retain(liveClusters);
  }

  /** Adds what {@code other} has: on its loop, when this is no worker's own. */
  void add(StreamCounters other) {
    listeners.add(other.listeners);
    routes.add(other.routes);
    clusters.add(other.clusters);
    other.connections.forEach(
        (n, c) -> {
          Connections sum = connections.computeIfAbsent(n, x -> new Connections());
          sum.opened += c.opened;
          sum.active += c.active;
        });
    lag.add(other.lag);
    for (int i = 0; i < FLAG_BITS; i++) {
      flags[i] += other.flags[i];
    }
  }
}
