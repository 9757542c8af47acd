package io.weir.host.route;

import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** The value of a cookie for a match (RFC 6265 section 4.2). */
final class CookieValues {
  private CookieValues() {}

  /**
   * The first value of that name without the quotes that it may stand in, over all headers {@code
   * cookie} (RFC 9113 section 8.2.3 allows several); null when there is none. Allocates only for a
   * cookie that is there.
   */
  static @Nullable String find(HeaderList headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equals("cookie")) {
        String found = find(headers.value(i), name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String find(String header, String name) {
    int from = 0;
    while (from < header.length()) {
      int semicolon = header.indexOf(';', from);
      int end = semicolon < 0 ? header.length() : semicolon;
      while (from < end && header.charAt(from) == ' ') {
        from++;
      }
      int equals = from + name.length();
      if (equals < end && header.charAt(equals) == '=' && header.startsWith(name, from)) {
        return unquoted(header, equals + 1, end);
      }
      from = end + 1;
    }
    return null;
  }

  private static String unquoted(String header, int from, int to) {
    int end = to;
    while (end > from && header.charAt(end - 1) == ' ') {
      end--;
    }
    boolean quoted = end - from >= 2 && header.charAt(from) == '"' && header.charAt(end - 1) == '"';
    return quoted ? header.substring(from + 1, end - 1) : header.substring(from, end);
  }
}
