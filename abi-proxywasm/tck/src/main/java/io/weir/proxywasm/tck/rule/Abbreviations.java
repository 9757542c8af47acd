package io.weir.proxywasm.tck.rule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes out what rules abbreviate, so that what is left is plain WAT:
 *
 * <ul>
 *   <li>{@code #5} is {@code (i32.const 5)};
 *   <li>{@code (str "abc")} is the address and the length of the text, two operands;
 *   <li>{@code (pairs "k" "v" ...)} is the same for a list of pairs as the ABI encodes them;
 *   <li>{@code (out)} is the two addresses where host functions put a pointer and a size.
 * </ul>
 */
final class Abbreviations {
  private static final int FIRST_ADDRESS = 4096;
  private static final String OUT = "(i32.const 8) (i32.const 12)";

  private final String text;
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder data = new StringBuilder();
  private int at;
  private int address = FIRST_ADDRESS;

  private Abbreviations(String text) {
    this.text = text;
  }

  /** The fields of a module, written out, with the data they need. */
  static String expand(String fields) {
    Abbreviations expansion = new Abbreviations(fields);
    expansion.run();
    return expansion.plain + "\n" + expansion.data;
  }

  private void run() {
    while (at < text.length()) {
      if (text.startsWith(";;", at)) {
        copyTo(lineEnd());
      } else if (text.charAt(at) == '"') {
        copyTo(stringEnd(at));
      } else if (text.startsWith("(str ", at)) {
        at += "(str ".length();
        place(strings().getFirst());
      } else if (text.startsWith("(pairs", at)) {
        at += "(pairs".length();
        place(encode(strings()));
      } else if (text.startsWith("(out)", at)) {
        at += "(out)".length();
        plain.append(OUT);
      } else if (text.charAt(at) == '#') {
        number();
      } else {
        plain.append(text.charAt(at++));
      }
    }
  }

  private void number() {
    int end = at + 1;
    while (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-') {
      end++;
    }
    plain.append("(i32.const ").append(text, at + 1, end).append(')');
    at = end;
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int stringEnd(int start) {
    int end = start + 1;
    while (text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private void copyTo(int end) {
    plain.append(text, at, end);
    at = end;
  }

  /** The strings up to the closing parenthesis, which is passed over. */
  private List<byte[]> strings() {
    List<byte[]> strings = new ArrayList<>();
    while (text.charAt(at) != ')') {
      if (text.charAt(at) == '"') {
        int end = stringEnd(at);
        strings.add(decode(text.substring(at + 1, end - 1)));
        at = end;
      } else {
        at++;
      }
    }
    at++;
    return strings;
  }

  private static byte[] decode(String escaped) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] encode(List<byte[]> strings) {
    var bytes = new ByteArrayOutputStream();
    writeInt(bytes, strings.size() / 2);
    strings.forEach(s -> writeInt(bytes, s.length));
    for (byte[] string : strings) {
      bytes.writeBytes(string);
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }

  private void place(byte[] bytes) {
    plain
        .append("(i32.const ")
        .append(address)
        .append(") (i32.const ")
        .append(bytes.length)
        .append(')');
    data.append("(data (i32.const ").append(address).append(") \"");
    for (byte b : bytes) {
      data.append(String.format("\\%02x", b));
    }
    data.append("\")\n");
    address += bytes.length;
  }
}
