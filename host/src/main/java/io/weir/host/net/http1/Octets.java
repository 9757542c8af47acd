package io.weir.host.net.http1;

import java.nio.charset.StandardCharsets;

/** Which bytes may stand where (RFC 9110 section 5.5 and 5.6.2, RFC 3986 section 3.3). */
final class Octets {
  static final byte CR = '\r';
  static final byte LF = '\n';

  /** Of a token's bytes the lower-case form, of all others 0. */
  private static final byte[] TOKEN = new byte[256];

  /** Tab, space, visible ASCII, and whatever is not ASCII. */
  private static final boolean[] VALUE = new boolean[256];

  static {
    for (byte b : "!#$%&'*+-.^_`|~0123456789".getBytes(StandardCharsets.US_ASCII)) {
      TOKEN[b] = b;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = (byte) c;
      TOKEN[c - 'a' + 'A'] = (byte) c;
    }
    for (int c = ' '; c < 256; c++) {
      VALUE[c] = c != 0x7f;
    }
    VALUE['\t'] = true;
  }

  private Octets() {}

  /** The lower-case form of a byte of a token, 0 for what is none. */
  static byte token(int b) {
    return TOKEN[b & 0xff];
  }

  static boolean isValue(int b) {
    return VALUE[b & 0xff];
  }

  /** Of a request target, which has no fragment. */
  static boolean isTarget(int b) {
    return b > ' ' && b < 0x7f && b != '#';
  }

  static boolean isBlank(int b) {
    return b == ' ' || b == '\t';
  }

  static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /** The value of a hexadecimal digit, -1 for what is none. */
  static int hex(int b) {
    if (isDigit(b)) {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** As the wire has it: a byte of 0x80 or more is the character of that number. */
  static String text(byte[] bytes, int from, int to) {
    return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** A byte of a client for an error message, plain or by its number. */
  static String show(int b) {
    int octet = b & 0xff;
    return octet > ' ' && octet < 0x7f
        ? "'" + (char) octet + "'"
        : "byte 0x" + (octet < 16 ? "0" : "") + Integer.toHexString(octet);
  }

  /** Whether {@code bytes} are {@code lower}, in any case. */
  static boolean isWord(byte[] bytes, int from, int to, String lower) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (token(bytes[i]) != lower.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }
}
