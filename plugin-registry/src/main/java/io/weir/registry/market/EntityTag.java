package io.weir.registry.market;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entity tags, RFC 9110 section 8.8.3. */
final class EntityTag {
  private static final int CHARACTERS = 32;

  private EntityTag() {}

  /** A weak tag: the same page may be sent compressed or not. */
  static String of(byte[] content) {
    return "W/\"" + hex(content).substring(0, CHARACTERS) + "\"";
  }

  /** Whether the {@code If-None-Match} header names {@code tag}, by weak comparison. */
  static boolean isNamed(String header, String tag) {
    for (String each : header.split(",")) {
      String given = each.strip();
      if (given.equals("*") || given.replaceFirst("^W/", "").equals(tag.substring(2))) {
        return true;
      }
    }
    return false;
  }

  static String hex(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
