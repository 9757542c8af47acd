package io.weir.proxywasm;

import java.util.Arrays;

/**
 * How long calls took, counted in buckets whose bounds double: the first holds all up to 256 ns,
 * the last but one up to 134 ms, the last what was longer. Immutable.
 */
public final class DurationHistogram {
  /** How many buckets there are. */
  public static final int BUCKETS = 21;

  private static final int FIRST_BITS = 8;

  private final long[] counts;

  /**
   * @param counts of each bucket, not cumulative; copied
   * @throws IllegalArgumentException when these are not {@link #BUCKETS}
   */
  public DurationHistogram(long... counts) {
    if (counts.length != BUCKETS) {
      throw new IllegalArgumentException(
          "buckets: " + counts.length + " (expected: " + BUCKETS + ")");
    }
    this.counts = counts.clone();
  }

  /** The bucket of a duration. */
  public static int bucket(long nanos) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, nanos) - 1);
    return Math.clamp(bits - FIRST_BITS, 0, BUCKETS - 1);
  }

  /**
   * The longest duration of a bucket in nanoseconds; that of the last is {@link Long#MAX_VALUE}.
   */
  public static long upperNanos(int bucket) {
    return bucket == BUCKETS - 1 ? Long.MAX_VALUE : 1L << (FIRST_BITS + bucket);
  }

  /** The calls in a bucket. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** All calls. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** The calls of both. */
  public DurationHistogram plus(DurationHistogram other) {
    long[] sum = counts.clone();
    Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
    return new DurationHistogram(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DurationHistogram that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
