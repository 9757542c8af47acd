package io.weir.bench.torture.payload;

/** Endless pseudo-random bytes, fixed by a seed. */
public final class SeededBytes implements ByteSource {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final long seed;
  private long position;

  public SeededBytes(long seed) {
    this.seed = seed;
  }

  @Override
  public void next(byte[] target, int offset, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      int byteInWord = (int) (position & 7);
      if (i == 0 || byteInWord == 0) {
        word = mix(seed + (position >>> 3) * GAMMA);
      }
      target[offset + i] = (byte) (word >>> (byteInWord << 3));
      position++;
    }
  }

  /** One well-mixed number of a pair, for seeds made of other numbers. */
  public static long mix(long seed, long number) {
    return mix(seed ^ mix(number + GAMMA));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 32)) * 0xd6e8feb86659fd93L;
    z = (z ^ (z >>> 32)) * 0xd6e8feb86659fd93L;
    return z ^ (z >>> 32);
  }
}
