package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.HeaderMap;
import java.util.Set;

/**
 * Which header names and values may go out (RFC 9110, 5.1 and 5.5): a name is a token or one of the
 * pseudo headers, a value has no CR, LF or NUL. What breaks this is refused where the guest says
 * it, not when the message is written.
 */
final class HeaderRules {
  private static final Set<String> PSEUDO =
      Set.of(":method", ":scheme", ":authority", ":path", ":status", ":protocol");
  private static final int UNCOUNTED = 64;
  private static final int UNCOUNTED_BYTES = 4096;

  // As the pairs codec has it: what is beyond could not be written in one call either.
  private static final int MAX_ENTRIES = 1024;
  private static final int MAX_BYTES = 1 << 20;
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '!'; c < 127; c++) {
      TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
  }

  private HeaderRules() {}

  static boolean isName(String name) {
    return isToken(name) || PSEUDO.contains(name);
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= TOKEN.length || !TOKEN[c]) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return false;
      }
    }
    return true;
  }

  static boolean allow(String name, String value) {
    return isName(name) && isValue(value);
  }

  /**
   * Whether one more entry leaves the map within what a message may have. A small map is not
   * counted, so that this costs nothing where it is called often.
   */
  static boolean hasRoom(HeaderMap map, String name, String value) {
    int more = name.length() + value.length();
    return map.size() < UNCOUNTED && more < UNCOUNTED_BYTES
        || map.size() < MAX_ENTRIES && (long) map.byteSize() + more <= MAX_BYTES;
  }

  static boolean allow(HeaderMap headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!allow(headers.name(i), headers.value(i))) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #allow}; but values of names ending in {@code -bin} are any bytes (gRPC). */
  static boolean allowMetadata(HeaderMap metadata) {
    for (int i = 0; i < metadata.size(); i++) {
      String name = metadata.name(i);
      if (!isName(name) || !(name.endsWith("-bin") || isValue(metadata.value(i)))) {
        return false;
      }
    }
    return true;
  }
}
