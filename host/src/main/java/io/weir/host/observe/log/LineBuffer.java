package io.weir.host.observe.log;

import java.util.Arrays;

/**
 * One line under construction, in UTF-8. It is used again for the next; past {@link #MAX_BYTES}
 * nothing more goes in. Confined to one loop.
 */
final class LineBuffer {
  static final int MAX_BYTES = 64 << 10;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[512];
  private int length;
  private boolean full;

  void clear() {
    length = 0;
    full = false;
  }

  /** Whether something did not go in. */
  boolean isFull() {
    return full;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  /** What has been written. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** Takes back what came after {@code to}. */
  void truncate(int to) {
    length = to;
  }

  /** What the format itself says. */
  void raw(byte[] text) {
    if (room(text.length)) {
      System.arraycopy(text, 0, bytes, length, text.length);
      length += text.length;
    }
  }

  /** Text of the gateway's own that is known to be plain ASCII. */
  @SuppressWarnings("deprecation")
  void ascii(String text) {
    int size = text.length();
    if (room(size)) {
      text.getBytes(0, size, bytes, length);
      length += size;
    }
  }

  void number(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    int digits = 1;
    for (long left = value; left >= 10; left /= 10) {
      digits++;
    }
    padded(value, digits);
  }

  /** The lowest {@code digits} digits, with zeros before them. */
  void padded(long value, int digits) {
    if (!room(digits)) {
      return;
    }
    long left = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  /** Ends the line, also one that is full. */
  void endLine() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length + 1);
    }
    bytes[length++] = '\n';
  }

  /**
   * Text of whatever origin: quotes, backslashes and controls are escaped, so that it stays within
   * its quotes and on its line.
   *
   * @param most so many characters at most
   * @param json whether a control is written as JSON has it, else {@code \xHH}
   */
  void text(String text, int most, boolean json) {
    int size = Math.min(text.length(), most);
    for (int i = 0; i < size && room(6); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029) {
        control(c, json);
      } else if (c < 0x80) {
        put(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        wide(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        wide(Character.isSurrogate(c) ? 0xfffd : c);
      }
    }
  }

  private void control(int c, boolean json) {
    put('\\');
    if (json || c > 0xff) {
      put('u');
      put(HEX[c >> 12]);
      put(HEX[c >> 8 & 15]);
    } else {
      put('x');
    }
    put(HEX[c >> 4 & 15]);
    put(HEX[c & 15]);
  }

  private void wide(int c) {
    if (c < 0x800) {
      put(0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        put(0xe0 | c >> 12);
      } else {
        put(0xf0 | c >> 18);
        put(0x80 | c >> 12 & 63);
      }
      put(0x80 | c >> 6 & 63);
    }
    put(0x80 | c & 63);
  }

  private void put(int b) {
    bytes[length++] = (byte) b;
  }

  private boolean room(int more) {
    int wanted = length + more;
    if (wanted <= bytes.length) {
      return true;
    }
    if (wanted > MAX_BYTES) {
      full = true;
      return false;
    }
    bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, Math.max(wanted, bytes.length * 2)));
    return true;
  }
}
