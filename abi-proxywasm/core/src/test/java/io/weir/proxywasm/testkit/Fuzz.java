package io.weir.proxywasm.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random input from a seed. The suite runs a fixed number of cases; {@code -Dweir.fuzz.cases=N} and
 * {@code -Dweir.fuzz.seed=N} run others. A failure names its seed and case.
 */
public final class Fuzz {
  private static final long SEED = Long.getLong("weir.fuzz.seed", 4);

  private final Random random;

  private Fuzz(long seed) {
    random = new Random(seed);
  }

  /** One case. */
  @FunctionalInterface
  public interface Case {
    void run(Fuzz fuzz);
  }

  /** Runs {@code usual} cases, or as many as was asked for. */
  public static void run(int usual, Case body) {
    int cases = Integer.getInteger("weir.fuzz.cases", usual);
    for (int n = 0; n < cases; n++) {
      try {
        body.run(new Fuzz(SEED * 1_000_003 + n));
      } catch (Throwable t) {
        throw new AssertionError("fuzz seed " + SEED + ", case " + n + ": " + t, t);
      }
    }
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of {@code values}. */
  public <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Up to {@code most} random bytes. */
  public byte[] bytes(int most) {
    byte[] bytes = new byte[below(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The bytes with a few changes: other bytes, cut short, doubled, a length made huge. */
  public byte[] mutated(byte[] original) {
    byte[] bytes = original.clone();
    for (int changes = 1 + below(4); changes > 0 && bytes.length > 0; changes--) {
      int at = below(bytes.length);
      switch (below(6)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + below(16));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
        case 3 -> bytes[at] ^= (byte) (1 << below(8));
        default -> bytes[at] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  /** A number as hostile callers like them. */
  public long number() {
    return switch (below(8)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextLong();
      case 2 -> Integer.MAX_VALUE - below(3);
      case 3 -> Integer.MIN_VALUE + below(3);
      case 4 -> -1 - below(16);
      case 5 -> 65536 - below(32);
      default -> below(64);
    };
  }
}
