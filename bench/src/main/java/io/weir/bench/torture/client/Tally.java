package io.weir.bench.torture.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counts of all clients, and what exactly was wrong with the first few streams. Thread-safe.
 */
public final class Tally {

  private static final int MAX_FINDINGS = 4;

  private final Map<Kind, Map<Count, LongAdder>> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, AtomicInteger> open = new EnumMap<>(Kind.class);
  private final Map<Kind, AtomicInteger> peak = new EnumMap<>(Kind.class);
  private final List<String> findings = new ArrayList<>();

  public Tally() {
    for (Kind kind : Kind.values()) {
      Map<Count, LongAdder> row = new EnumMap<>(Count.class);
      for (Count count : Count.values()) {
        row.put(count, new LongAdder());
      }
      counts.put(kind, row);
      open.put(kind, new AtomicInteger());
      peak.put(kind, new AtomicInteger());
    }
  }

  void add(Kind kind, Count count, long n) {
    adder(kind, count).add(n);
  }

  /** Counts something wrong and keeps the message when there is room. */
  void wrong(Kind kind, Count count, String message) {
    LongAdder adder = adder(kind, count);
    adder.increment();
    synchronized (findings) {
      if (adder.sum() <= MAX_FINDINGS) {
        findings.add("%s: %s: %s".formatted(kind.label(), count.label(), message));
      }
    }
  }

  void enter(Kind kind) {
    int now = of(open, kind).incrementAndGet();
    of(peak, kind).accumulateAndGet(now, Math::max);
  }

  void leave(Kind kind) {
    of(open, kind).decrementAndGet();
  }

  public long get(Kind kind, Count count) {
    return adder(kind, count).sum();
  }

  /** The count over all kinds. */
  public long total(Count count) {
    long sum = 0;
    for (Kind kind : Kind.values()) {
      sum += get(kind, count);
    }
    return sum;
  }

  /** The most streams of a kind that ran at one time. */
  public int peak(Kind kind) {
    return of(peak, kind).get();
  }

  /** The first things that were wrong, a few of each kind and count. */
  public List<String> findings() {
    synchronized (findings) {
      return List.copyOf(findings);
    }
  }

  private LongAdder adder(Kind kind, Count count) {
    return of(of(counts, kind), count);
  }

  private static <K extends Enum<K>, V> V of(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("tally: %s (expected: made for every value)".formatted(key));
    }
    return value;
  }
}
