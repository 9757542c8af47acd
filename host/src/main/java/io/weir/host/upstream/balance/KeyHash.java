package io.weir.host.upstream.balance;

/** 64-bit hashes of keys: FNV-1a over the characters, then a finalizer that mixes all bits. */
public final class KeyHash {
  /** What is added to a hash to get the next of a family. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private static final long OFFSET = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private KeyHash() {}

  public static long of(CharSequence text) {
    return of(text, 0, text.length());
  }

  /** Of a part of {@code text}, which is not copied. */
  public static long of(CharSequence text, int from, int to) {
    long hash = OFFSET;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return mix(hash);
  }

  /**
   * Every bit of the result depends on every bit of {@code hash} (the finalizer of MurmurHash3).
   */
  public static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }
}
