package io.weir.bench.smuggling;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes written as text: {@code \r \n \t \0 \\} and {@code \xHH}. */
final class Escapes {
  private Escapes() {}

  /**
   * @throws IllegalArgumentException when a backslash stands before anything else
   */
  static byte[] decode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      i++;
      char escaped = i < text.length() ? text.charAt(i) : ' ';
      if (escaped == 'x') {
        out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.write(of(escaped, text));
      }
    }
    return out.toByteArray();
  }

  private static int of(char escaped, String text) {
    return switch (escaped) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '0' -> 0;
      case '\\' -> '\\';
      default ->
          throw new IllegalArgumentException(
              "escape: \\" + escaped + " in " + text + " (expected: \\r \\n \\t \\0 \\\\ \\xHH)");
    };
  }
}
