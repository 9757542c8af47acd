package io.weir.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A content digest, {@code sha256:<64 hex>} or {@code sha512:<128 hex>} (OCI image specification,
 * "Digests"). Immutable. Kept as bytes, as a registry holds many. Ordered as its text is.
 */
public final class Digest implements Comparable<Digest> {
  private final Algorithm algorithm;
  private final byte[] hash;

  /** The registered algorithms. */
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;
    private final String label;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
      this.label = name().toLowerCase(Locale.ROOT);
    }

    /** The name in a digest: {@code sha256}. */
    public String label() {
      return label;
    }

    /** The length of its values in bytes. */
    public int length() {
      return hexLength / 2;
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

  private Digest(Algorithm algorithm, byte[] hash) {
    this.algorithm = algorithm;
    this.hash = hash;
  }

  /**
   * @param hex exactly as long as the algorithm gives, in lower case
   * @throws IllegalArgumentException when it is not
   */
  public Digest(Algorithm algorithm, String hex) {
    this(algorithm, bytes(algorithm, hex));
  }

  private static byte[] bytes(Algorithm algorithm, String hex) {
    boolean valid = hex.length() == algorithm.hexLength;
    for (int i = 0; valid && i < hex.length(); i++) {
      char digit = hex.charAt(i);
      valid = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "digest: %s:%s (expected: %d lower-case hex digits after %s:)"
              .formatted(algorithm.label(), hex, algorithm.hexLength, algorithm.label()));
    }
    return HexFormat.of().parseHex(hex);
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
    if (hash.length * 2 != algorithm.hexLength) {
      throw new IllegalArgumentException(
          "digest: %d bytes (expected: %d for %s)"
              .formatted(hash.length, algorithm.hexLength / 2, algorithm.label()));
    }
    return new Digest(algorithm, hash.clone());
  }

  /** The hash function. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The value in lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(hash);
  }

  /** The value; a copy. */
  public byte[] hash() {
    return hash.clone();
  }

  @Override
  public int compareTo(Digest other) {
    int byAlgorithm = algorithm.compareTo(other.algorithm);
    return byAlgorithm != 0 ? byAlgorithm : Arrays.compareUnsigned(hash, other.hash);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that
        && algorithm == that.algorithm
        && Arrays.equals(hash, that.hash);
  }

  /** Some of its bits, which are as good as random. */
  @Override
  public int hashCode() {
    return hash[0] << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
  }

  /** {@code algorithm:hex}. */
  @Override
  public String toString() {
    return algorithm.label() + ":" + hex();
  }
}
