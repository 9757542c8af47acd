package io.weir.host.observe;

import io.weir.host.observe.Exposition.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How the clients' connections of one worker have ended, and which requests were refused before
 * they were streams. Counted on its loop, once for a connection; read by any thread.
 */
public final class ConnectionEvents {
  private static final int MAX_LISTENERS = 1_000;
  private static final CloseReason[] REASONS = CloseReason.values();

  private final Map<String, AtomicLongArray> closed = new ConcurrentHashMap<>();
  private final Map<String, AtomicLongArray> refused = new ConcurrentHashMap<>();

  void closed(String listener, CloseReason reason) {
    count(closed, listener, reason);
  }

  void refused(String listener, CloseReason reason) {
    count(refused, listener, reason);
  }

  private static void count(Map<String, AtomicLongArray> all, String listener, CloseReason reason) {
    AtomicLongArray counts = all.get(listener);
    if (counts == null) {
      String name = all.size() < MAX_LISTENERS ? listener : Tallies.OTHER;
      counts = all.computeIfAbsent(name, l -> new AtomicLongArray(REASONS.length));
    }
    int at = reason.ordinal();
    counts.setRelease(at, counts.getPlain(at) + 1); // one loop alone writes
  }

  /** Writes the sum over all workers. */
  public static void collect(Exposition page, List<ConnectionEvents> workers) {
    write(
        page.family(
            "weir_connections_closed_total", Type.COUNTER, "Clients' connections, by their end."),
        workers.stream().map(w -> w.closed).toList());
    write(
        page.family(
            "weir_requests_refused_total",
            Type.COUNTER,
            "Requests and streams that the codec has refused, by what was wrong."),
        workers.stream().map(w -> w.refused).toList());
  }

  private static void write(Exposition.Family family, List<Map<String, AtomicLongArray>> workers) {
    Map<String, long[]> sums = new TreeMap<>();
    for (Map<String, AtomicLongArray> worker : workers) {
      worker.forEach(
          (listener, counts) -> {
            long[] sum = sums.computeIfAbsent(listener, l -> new long[REASONS.length]);
            Arrays.setAll(sum, i -> sum[i] + counts.getAcquire(i));
          });
    }
    sums.forEach(
        (listener, sum) -> {
          for (CloseReason reason : REASONS) {
            long count = sum[reason.ordinal()];
            if (count > 0) {
              family.sample(count, "listener", listener, "reason", reason.label());
            }
          }
        });
  }
}
