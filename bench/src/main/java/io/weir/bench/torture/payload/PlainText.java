package io.weir.bench.torture.payload;

/** The body of the small answers. */
public final class PlainText {

  private PlainText() {}

  /** The answer to request {@code n}. */
  public static String of(long n) {
    return "plain " + n + " " + Long.toHexString(SeededBytes.mix(n, n));
  }
}
