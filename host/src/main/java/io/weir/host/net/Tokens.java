package io.weir.host.net;

import java.nio.charset.StandardCharsets;

/** Names of headers and methods: tokens (RFC 9110 section 5.6.2). */
final class Tokens {
  private static final boolean[] LOWER = new boolean[128];

  static {
    for (byte b :
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII)) {
      LOWER[b] = true;
    }
  }

  private Tokens() {}

  /** Whether {@code text} is one. */
  static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !(c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether it is one without capitals, as HTTP/2 has the names of headers. */
  static boolean isLower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isLower(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isLower(char c) {
    return c < LOWER.length && LOWER[c];
  }
}
