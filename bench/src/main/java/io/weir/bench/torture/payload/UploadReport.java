package io.weir.bench.torture.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the origin says about an upload.
 *
 * @param bytes how many arrived
 * @param sha256 their hash, in hex, as they arrived
 * @param problem where they first differed from what was to come, or {@code none}
 */
public record UploadReport(long bytes, String sha256, String problem) {

  /** One line of three words; the last may hold spaces. */
  public String toText() {
    return bytes + " " + sha256 + " " + problem;
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @throws IllegalArgumentException when the text is not such a line
   */
  public static UploadReport parse(String text) {
    String[] words = text.split(" ", 3);
    if (words.length < 3) {
      throw new IllegalArgumentException(
          "upload report: %s (expected: bytes sha256 problem)".formatted(text));
    }
    return new UploadReport(Long.parseLong(words[0]), words[1], words[2]);
  }

  /** A fresh SHA-256. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: every Java platform has it", e);
    }
  }
}
