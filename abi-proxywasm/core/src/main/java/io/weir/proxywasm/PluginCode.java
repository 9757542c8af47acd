package io.weir.proxywasm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of a plugin module and their identity.
 *
 * @param bytes the binary module; owned by this object from now on, never to be changed
 * @param sha256 the lower-case hex SHA-256 of {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the digest, see equals
public record PluginCode(byte[] bytes, String sha256) {

  /** Takes {@code bytes} over and digests them. */
  public static PluginCode of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new PluginCode(bytes, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PluginCode other && other.sha256.equals(sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return "sha256:" + sha256 + " (" + bytes.length + " bytes)";
  }
}
