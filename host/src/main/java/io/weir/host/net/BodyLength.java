package io.weir.host.net;

import io.weir.host.stream.HeaderList;

/**
 * Counts a body against the length that its headers declare. A plugin may change a body and forget
 * the header; what would go out then is another message than was meant, so the connection is ended
 * instead.
 */
final class BodyLength {
  static final long UNKNOWN = -1;

  private long left = UNKNOWN;

  /** The declared length, {@link #UNKNOWN} for none or nonsense. */
  static long declared(HeaderList headers) {
    String value = headers.get("content-length");
    if (value == null || value.isEmpty() || value.length() > 18) {
      return UNKNOWN;
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return UNKNOWN;
      }
      length = length * 10 + digit;
    }
    return length;
  }

  /** What is said when {@link #accept} says no. */
  static IllegalArgumentException misfit() {
    return new IllegalArgumentException(
        "a body does not fit its content-length (a plugin that changes a body must remove that"
            + " header)");
  }

  void expect(long length) {
    left = length;
  }

  /** Whether {@code bytes} more are within the length, and at the end fill it. */
  boolean accept(int bytes, boolean end) {
    if (left == UNKNOWN) {
      return true;
    }
    left -= bytes;
    return left >= 0 && (!end || left == 0);
  }
}
