package io.weir.registry.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The log's objects that exist, and which of them compaction may take. Thread-safe. */
final class LogObjects {
  /** Enough that a writer which hangs is still fenced after so many starts of others. */
  private static final int CLAIMS_KEPT = 64;

  private final NavigableMap<Long, LogReplay.Numbered> objects = new TreeMap<>();

  synchronized void add(LogReplay.Numbered object) {
    objects.put(object.number(), object);
  }

  synchronized int size() {
    return objects.size();
  }

  /** Removes and returns what a snapshot of all up to a record makes superfluous. */
  synchronized List<Long> takeCovered(long upTo) {
    if (objects.isEmpty()) {
      return List.of();
    }
    List<Long> taken = new ArrayList<>();
    List<Long> claims = new ArrayList<>();
    for (LogReplay.Numbered each : objects.headMap(objects.lastKey(), false).values()) {
      if (each.kind() == LogBatch.Kind.CLAIM) {
        claims.add(each.number());
      } else if (each.last() <= upTo) {
        taken.add(each.number());
      }
    }
    taken.addAll(claims.subList(0, Math.max(0, claims.size() - CLAIMS_KEPT)));
    taken.forEach(objects::remove);
    return taken;
  }
}
