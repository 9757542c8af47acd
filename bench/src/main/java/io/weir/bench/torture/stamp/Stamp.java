package io.weir.bench.torture.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * What one plugin signs its work with: its build-time version and a hash of version and
 * configuration. Written {@code version:hash}, the hash as eight lower-case hex digits.
 */
public record Stamp(String version, int hash) {

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** The stamp of a version with these configuration bytes. */
  public static Stamp of(String version, byte[] configuration) {
    return new Stamp(
        version, fnv1a(fnv1a(FNV_OFFSET, (version + ":").getBytes(UTF_8)), configuration));
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when the text is not {@code version:hash}
   */
  public static Stamp parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || text.length() != colon + 9) {
      throw malformed(text);
    }
    try {
      return new Stamp(
          text.substring(0, colon), HexFormat.fromHexDigits(text, colon + 1, colon + 9));
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
  }

  @Override
  public String toString() {
    return version + ":" + HexFormat.of().toHexDigits(hash);
  }

  private static int fnv1a(int hash, byte[] bytes) {
    int h = hash;
    for (byte b : bytes) {
      h = (h ^ (b & 0xff)) * FNV_PRIME;
    }
    return h;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "stamp: %s (expected: version:hash, the hash as 8 hex digits)".formatted(text));
  }
}
