package io.weir.host.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The value of a query parameter for a match, as the application will read it: percent-encoding and
 * {@code +} decoded, as forms write them. What is no valid escape stands for itself.
 */
final class QueryValues {
  private QueryValues() {}

  /**
   * The first value of that name, empty when it has none; null when there is no such parameter.
   * Allocates only for a parameter that is there, or for names that are encoded.
   *
   * @param target path and query
   * @param end where the path ends
   */
  static @Nullable String find(String target, int end, String name) {
    int from = end + 1;
    while (from <= target.length()) {
      int ampersand = target.indexOf('&', from);
      int stop = ampersand < 0 ? target.length() : ampersand;
      int equals = target.indexOf('=', from, stop);
      int nameEnd = equals < 0 ? stop : equals;
      if (isName(target, from, nameEnd, name)) {
        return equals < 0 ? "" : decoded(target, equals + 1, stop);
      }
      from = stop + 1;
    }
    return null;
  }

  private static boolean isName(String target, int from, int to, String name) {
    if (to - from == name.length() && target.startsWith(name, from)) {
      return !isEncoded(target, from, to);
    }
    // an encoded name is longer than what it means, but for + instead of a blank
    return to - from >= name.length()
        && isEncoded(target, from, to)
        && decoded(target, from, to).equals(name);
  }

  private static boolean isEncoded(String text, int from, int to) {
    return text.indexOf('%', from, to) >= 0 || text.indexOf('+', from, to) >= 0;
  }

  private static String decoded(String text, int from, int to) {
    if (!isEncoded(text, from, to)) {
      return text.substring(from, to);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int escaped = c == '%' && i + 2 < to ? hex(text, i + 1) : -1;
      if (escaped >= 0) {
        bytes.write(escaped);
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The byte that two hexadecimal digits mean, or negative. */
  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
