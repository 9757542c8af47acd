package io.weir.host.net.http1;

/**
 * The name of a header.
 *
 * @param text in lower case
 */
record FieldName(String text, Role role) {
  /** What a header is to the codec. */
  enum Role {
    /** Passed on. */
    PLAIN,
    /** Of one connection alone, and of no use to this one: dropped. */
    DROPPED,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    HOST,
    CONNECTION,
    UPGRADE,
    HTTP2_SETTINGS,
    TE,
    EXPECT
  }

  /** Whether it is the lower-case name at {@code from} of {@code bytes}. */
  boolean matches(byte[] bytes, int from, int to) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
