package io.weir.bench.torture.payload;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares arriving bytes, undone of their key, with a source. Keeps the first difference and
 * enough of what followed it to say what happened. Not thread-safe.
 */
public final class BodyVerifier {

  static final int WINDOW = 96;

  private final ByteSource expected;
  private final int key;
  private byte[] scratch = new byte[16 * 1024];
  private long position;
  private long firstBad = -1;
  private final byte[] gotAfter = new byte[WINDOW];
  private final byte[] wantedAfter = new byte[WINDOW];
  private int kept;

  /**
   * @param key what every byte was changed by, XOR, on its way
   */
  public BodyVerifier(ByteSource expected, int key) {
    this.expected = expected;
    this.key = key;
  }

  /** Compares the next bytes. {@code bytes} is decoded in place: the key is taken off it. */
  public void accept(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      bytes[i] ^= (byte) key;
    }
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    expected.next(scratch, 0, length);
    compare(bytes, offset, length);
    position += length;
  }

  /** How many bytes were compared. */
  public long position() {
    return position;
  }

  /** What was wrong, as {@code at byte N: ...}, or null when all was right. */
  public @Nullable String problem() {
    if (firstBad < 0) {
      return null;
    }
    String what = Diagnosis.of(Arrays.copyOf(gotAfter, kept), Arrays.copyOf(wantedAfter, kept));
    return "at byte %d: %s".formatted(firstBad, what);
  }

  private void compare(byte[] bytes, int offset, int length) {
    int from = 0;
    if (firstBad < 0) {
      from = Arrays.mismatch(bytes, offset, offset + length, scratch, 0, length);
      if (from < 0) {
        return;
      }
      firstBad = position + from;
    }
    int keep = Math.min(WINDOW - kept, length - from);
    System.arraycopy(bytes, offset + from, gotAfter, kept, keep);
    System.arraycopy(scratch, from, wantedAfter, kept, keep);
    kept += keep;
  }
}
