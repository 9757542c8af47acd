package io.weir.host.redis;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of one RESP2 value, however it arrives. It looks at each byte once, keeps nothing
 * of the value, and refuses what is too large or too deep as soon as a length says so.
 */
final class RespScanner {
  private static final int MAX_DEPTH = 32;

  /** A type, digits, CR, LF: the shortest value. */
  private static final int MIN_VALUE = 4;

  private final int maxBytes;

  /** How many values each open array still lacks. */
  private final int[] missing = new int[MAX_DEPTH];

  private int depth;

  /** Where the next value begins, from the start of the whole. */
  private int at;

  /** How much of the line there has been searched for its end. */
  private int searched;

  /**
   * @param maxBytes the largest value that is taken
   */
  RespScanner(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Goes on with a value that begins at the reader index, which does not move.
   *
   * @return its length once it is whole, when the next call begins a new one; else -1
   * @throws RespException when it is none; the scanner is of no more use
   */
  int scan(ByteBuf in) {
    while (true) {
      int lineEnd = lineEnd(in);
      if (lineEnd < 0) {
        return -1;
      }
      int end = valueEnd(in, lineEnd);
      if (end < 0) {
        return -1;
      }
      at = end;
      searched = 0;
      if (isWhole()) {
        at = 0;
        return end;
      }
    }
  }

  /** The place after the line that begins at {@link #at}, or -1. */
  private int lineEnd(ByteBuf in) {
    int from = in.readerIndex() + at + searched;
    int found = in.writerIndex() > from ? in.indexOf(from, in.writerIndex(), (byte) '\n') : -1;
    if (found < 0) {
      searched = Math.max(searched, in.readableBytes() - at);
      require(at + searched);
      return -1;
    }
    if (found - in.readerIndex() - at < 2 || in.getByte(found - 1) != '\r') {
      throw new RespException("a line that does not end with CR LF");
    }
    return require(found + 1 - in.readerIndex());
  }

  /** The place after what begins with the line, an array's elements not counted; or -1. */
  private int valueEnd(ByteBuf in, int lineEnd) {
    byte type = in.getByte(in.readerIndex() + at);
    return switch (type) {
      case '+', '-' -> lineEnd;
      case ':' -> {
        number(in, lineEnd);
        yield lineEnd;
      }
      case '$' -> bulkEnd(in, lineEnd);
      case '*' -> {
        open(number(in, lineEnd), lineEnd);
        yield lineEnd;
      }
      default ->
          throw new RespException(
              "type " + printable(type) + " (expected: '+', '-', ':', '$' or '*', as RESP2 has)");
    };
  }

  private int bulkEnd(ByteBuf in, int lineEnd) {
    long length = number(in, lineEnd);
    if (length == -1) {
      return lineEnd;
    }
    if (length < 0) {
      throw new RespException("a string of length " + length);
    }
    if (length > maxBytes) {
      throw tooLarge();
    }
    int end = require(lineEnd + length + 2);
    if (in.readableBytes() < end) {
      return -1;
    }
    int last = in.readerIndex() + end - 1;
    if (in.getByte(last - 1) != '\r' || in.getByte(last) != '\n') {
      throw new RespException("a string that does not end with CR LF");
    }
    return end;
  }

  private void open(long count, int lineEnd) {
    if (count < -1) {
      throw new RespException("an array of length " + count);
    }
    if (count <= 0) {
      return;
    }
    if (depth == MAX_DEPTH) {
      throw new RespException("arrays nested deeper than " + MAX_DEPTH);
    }
    if (count > maxBytes / MIN_VALUE) {
      throw tooLarge();
    }
    require(lineEnd + count * MIN_VALUE);
    missing[depth++] = (int) count + 1; // with the array itself, which is counted off next
  }

  /** Counts a value off, and the arrays that it completes. */
  private boolean isWhole() {
    while (depth > 0) {
      if (--missing[depth - 1] > 0) {
        return false;
      }
      depth--;
    }
    return true;
  }

  /** The number of the line that begins at {@link #at}, after its type. */
  private long number(ByteBuf in, int lineEnd) {
    int from = in.readerIndex() + at + 1;
    int to = in.readerIndex() + lineEnd - 2;
    boolean negative = from < to && in.getByte(from) == '-';
    int digits = to - from - (negative ? 1 : 0);
    if (digits < 1 || digits > 19) {
      throw new RespException("a number of " + digits + " digits (expected: 1 to 19)");
    }
    long value = 0;
    for (int i = to - digits; i < to; i++) {
      int digit = in.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new RespException("a number with " + printable(in.getByte(i)));
      }
      value = value * 10 + digit; // what goes past 2^63 is negative, and no length
    }
    return negative ? -value : value;
  }

  private int require(long end) {
    if (end > maxBytes) {
      throw tooLarge();
    }
    return (int) end;
  }

  private RespException tooLarge() {
    return new RespException("larger than " + maxBytes + " bytes");
  }

  private static String printable(byte b) {
    return b > 32 && b < 127 ? "'" + (char) b + "'" : "0x" + Integer.toHexString(b & 0xff);
  }
}
