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
  /** The name under which all count that have none of their own. */
  static final String OTHER = "_other";

  private static final int MAX_LISTENERS = 1_000;
  private static final int MAX_CLUSTERS = 2_000;
  private static final int FLAG_BITS = 64;

  final Map<String, Tally> listeners = new HashMap<>();
  final Map<String, Tally> routes = new HashMap<>();
  final Map<String, Tally> clusters = new HashMap<>();
  final Map<String, Buckets> durations = new HashMap<>();
  final Map<String, Buckets> upstreamDurations = new HashMap<>();
  final Map<String, Connections> connections = new HashMap<>();
  final long[] flags = new long[FLAG_BITS];
  final Buckets lag = new Buckets();
  private int maxRoutes = 1_000;

  /** Connections of one listener. */
  static final class Connections {
    long opened;
    int active;
  }

  /** How many routes are counted each by itself. */
  void maxRoutes(int most) {
    maxRoutes = most;
  }

  void began(LiveRecord record) {
    tally(listeners, record.listener(), MAX_LISTENERS).active++;
  }

  void ended(LiveRecord record) {
    int status = Tally.classOf(record.status());
    long nanos = record.durationNanos();
    Tally listener = tally(listeners, record.listener(), MAX_LISTENERS);
    listener.active--;
    listener.ended(record, status, nanos);
    buckets(durations, record.listener(), MAX_LISTENERS).add(nanos);
    if (!record.route().isEmpty()) {
      tally(routes, record.route(), maxRoutes).ended(record, status, nanos);
    }
    if (!record.cluster().isEmpty()) {
      upstream(record, status);
    }
    for (long left = record.flags(); left != 0; left &= left - 1) {
      flags[Long.numberOfTrailingZeros(left)]++;
    }
  }

  private void upstream(LiveRecord record, int status) {
    long nanos = record.upstreamHeadersNanos();
    tally(clusters, record.cluster(), MAX_CLUSTERS)
        .ended(record, nanos < 0 ? 0 : status, Math.max(0, nanos));
    if (nanos >= 0) {
      buckets(upstreamDurations, record.cluster(), MAX_CLUSTERS).add(nanos);
    }
  }

  Connections connections(String listener) {
    return connections.computeIfAbsent(
        connections.size() < MAX_LISTENERS ? listener : OTHER, l -> new Connections());
  }

  private static Tally tally(Map<String, Tally> all, String name, int most) {
    Tally tally = all.get(name);
    if (tally != null) {
      return tally;
    }
    return all.computeIfAbsent(all.size() < most ? name : OTHER, n -> new Tally());
  }

  private static Buckets buckets(Map<String, Buckets> all, String name, int most) {
    Buckets buckets = all.get(name);
    if (buckets != null) {
      return buckets;
    }
    return all.computeIfAbsent(all.size() < most ? name : OTHER, n -> new Buckets());
  }

  /** Forgets routes and clusters that no configuration has any more. On the loop. */
  void retain(Set<String> liveRoutes, Set<String> liveClusters) {
    routes.keySet().removeIf(name -> !name.equals(OTHER) && !liveRoutes.contains(name));
    clusters.keySet().removeIf(name -> !name.equals(OTHER) && !liveClusters.contains(name));
    upstreamDurations.keySet().retainAll(clusters.keySet());
  }

  /** Adds what {@code other} has: on its loop, when this is no worker's own. */
  void add(StreamCounters other) {
    other.listeners.forEach((n, t) -> listeners.computeIfAbsent(n, x -> new Tally()).add(t));
    other.routes.forEach((n, t) -> routes.computeIfAbsent(n, x -> new Tally()).add(t));
    other.clusters.forEach((n, t) -> clusters.computeIfAbsent(n, x -> new Tally()).add(t));
    other.durations.forEach((n, b) -> durations.computeIfAbsent(n, x -> new Buckets()).add(b));
    other.upstreamDurations.forEach(
        (n, b) -> upstreamDurations.computeIfAbsent(n, x -> new Buckets()).add(b));
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
