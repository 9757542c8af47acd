package io.weir.host.upstream;

import io.weir.host.upstream.balance.KeyHash;
import org.jspecify.annotations.Nullable;

/** A part of a header's value. */
record Span(String text, int from, int to) {
  /** The value of a parameter of the query in {@code path}, still encoded. */
  static @Nullable Span ofParameter(String path, String name) {
    int end = path.indexOf('#');
    int stop = end < 0 ? path.length() : end;
    int at = path.indexOf('?');
    return at < 0 ? null : find(path, at + 1, stop, '&', name);
  }

  /** The value of a cookie (RFC 6265 section 4.2.1). */
  static @Nullable Span ofCookie(String header, String name) {
    return find(header, 0, header.length(), ';', name);
  }

  private static @Nullable Span find(String text, int start, int stop, char between, String name) {
    for (int at = start; at < stop; ) {
      int next = text.indexOf(between, at);
      int end = next < 0 || next > stop ? stop : next;
      int from = at;
      while (from < end && text.charAt(from) == ' ') {
        from++;
      }
      int value = from + name.length();
      if (value < end && text.charAt(value) == '=' && text.startsWith(name, from)) {
        return new Span(text, value + 1, end);
      }
      at = end + 1;
    }
    return null;
  }

  long hash() {
    return KeyHash.of(text, from, to);
  }
}
