package io.weir.host.observe;

import java.util.Arrays;

/**
 * Durations in fixed buckets, each with its bound included, as Prometheus has it. Confined to one
 * loop, or a copy of one that is.
 */
public final class Buckets {
  private static final long[] BOUNDS = {
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L,
    30_000_000_000L,
    60_000_000_000L
  };

  private final long[] counts = new long[BOUNDS.length + 1];
  private long sumNanos;

  void add(long nanos) {
    int i = 0;
    while (i < BOUNDS.length && nanos > BOUNDS[i]) {
      i++;
    }
    counts[i]++;
    sumNanos += nanos;
  }

  void add(Buckets other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    sumNanos += other.sumNanos;
  }

  long count() {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }

  /** The lines of one histogram, in seconds. */
  void write(Exposition.Family family, String... labels) {
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      String[] more = Arrays.copyOf(labels, labels.length + 2);
      more[labels.length] = "le";
      more[labels.length + 1] = i == BOUNDS.length ? "+Inf" : Double.toString(BOUNDS[i] / 1e9);
      family.sample("_bucket", below, more);
    }
    family.sample("_sum", sumNanos / 1e9, labels);
    family.sample("_count", below, labels);
  }
}
