package io.weir.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A content digest, {@code sha256:<64 hex>} or {@code sha512:<128 hex>} (OCI image specification,
 * "Digests"). Immutable.
 *
 * @param algorithm the hash function
 * @param hex the lower-case hex value, exactly as long as the algorithm gives
 */
public record Digest(Algorithm algorithm, String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** The registered algorithms. */
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
    }

    /** The name in a digest: {@code sha256}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A fresh hash of this algorithm. */
    public MessageDigest newHash() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + javaName, e);
      }
    }

    /**
     * Reads an algorithm's name.
     *
     * @throws IllegalArgumentException for a name other than {@code sha256} or {@code sha512}
     */
    public static Algorithm parse(String label) {
      for (Algorithm each : values()) {
        if (each.label().equals(label)) {
          return each;
        }
      }
      throw new IllegalArgumentException(
          "digest algorithm: " + label + " (expected: sha256 or sha512)");
    }
  }

  public Digest {
    if (hex.length() != algorithm.hexLength || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "digest: %s:%s (expected: %d lower-case hex digits after %s:)"
              .formatted(algorithm.label(), hex, algorithm.hexLength, algorithm.label()));
    }
  }

  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws IllegalArgumentException when it is not a digest, saying why
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "digest: " + text + " (expected: sha256:<64 hex digits> or sha512:<128 hex digits>)");
    }
    return new Digest(Algorithm.parse(text.substring(0, colon)), text.substring(colon + 1));
  }

  /**
   * Reads a digest with or without {@code sha256:} before it, the two ways in which people write
   * the {@code sha256} of a plugin.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Digest parsePin(String text) {
    String pin = text.strip().toLowerCase(Locale.ROOT);
    return pin.indexOf(':') < 0 ? new Digest(Algorithm.SHA256, pin) : parse(pin);
  }

  /** The SHA-256 of {@code content}. */
  public static Digest sha256(byte[] content) {
    return of(Algorithm.SHA256, content);
  }

  /** The digest of {@code content} by {@code algorithm}. */
  public static Digest of(Algorithm algorithm, byte[] content) {
    return finish(algorithm, algorithm.newHash().digest(content));
  }

  /** The digest whose raw bytes a hash of {@code algorithm} has given. */
  public static Digest finish(Algorithm algorithm, byte[] hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }

  /** {@code algorithm:hex}. */
  @Override
  public String toString() {
    return algorithm.label() + ":" + hex;
  }
}
