package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;
import static io.weir.host.net.http1.Octets.CR;
import static io.weir.host.net.http1.Octets.LF;

import io.netty.buffer.ByteBuf;

/**
 * Reads the lines that begin the chunks of one body (RFC 9112 section 7.1): hexadecimal digits,
 * then extensions, which are read strictly, without the white space that a sender should not send,
 * and forgotten.
 */
final class ChunkSizeReader {
  /** More than any body needs, and no overflow. */
  private static final int MOST_DIGITS = 15;

  private static final int MOST_EXTENSION_BYTES_A_CHUNK = 256;
  private static final int MOST_EXTENSION_BYTES = 8 << 10;

  private enum State {
    SIZE,
    NAME_START,
    NAME,
    VALUE_START,
    TOKEN,
    QUOTED,
    ESCAPED,
    QUOTED_END,
    LINE_END
  }

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int extension;
  private int extensions;

  /** A body begins. */
  void reset() {
    extensions = 0;
    next();
  }

  /** A chunk begins. */
  void next() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    extension = 0;
  }

  /** Of the line that {@link #read} has read. */
  long size() {
    return size;
  }

  /** Whether the line is there, to its end; takes its bytes as they come. */
  boolean read(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.readByte();
      if (state == State.LINE_END) {
        if (b != LF) {
          throw bad("a CR without LF in a chunk's first line");
        }
        return true;
      }
      take(b);
    }
    return false;
  }

  private void take(byte b) {
    if (state == State.SIZE) {
      size(b);
      return;
    }
    if (++extension > MOST_EXTENSION_BYTES_A_CHUNK || ++extensions > MOST_EXTENSION_BYTES) {
      throw bad(
          "chunk extensions that are too long (expected: at most "
              + MOST_EXTENSION_BYTES_A_CHUNK
              + " bytes a chunk, "
              + MOST_EXTENSION_BYTES
              + " a body)");
    }
    state =
        switch (state) {
          case NAME_START -> Octets.token(b) != 0 ? State.NAME : unexpected(b);
          case NAME -> Octets.token(b) != 0 ? State.NAME : b == '=' ? State.VALUE_START : ended(b);
          case VALUE_START ->
              b == '"' ? State.QUOTED : Octets.token(b) != 0 ? State.TOKEN : unexpected(b);
          case TOKEN -> Octets.token(b) != 0 ? State.TOKEN : ended(b);
          case QUOTED -> quoted(b);
          case ESCAPED -> Octets.isValue(b) ? State.QUOTED : unexpected(b);
          case QUOTED_END -> ended(b);
          case SIZE, LINE_END -> throw new IllegalStateException("no extension");
        };
  }

  private void size(byte b) {
    int digit = Octets.hex(b);
    if (digit < 0) {
      if (digits == 0) {
        throw bad("a chunk without a size (expected: hexadecimal digits)");
      }
      state = ended(b);
      return;
    }
    if (++digits > MOST_DIGITS) {
      throw bad("a chunk's size of too many digits (expected: at most " + MOST_DIGITS + ")");
    }
    size = size << 4 | digit;
  }

  private static State quoted(byte b) {
    if (b == '"') {
      return State.QUOTED_END;
    }
    if (b == '\\') {
      return State.ESCAPED;
    }
    return Octets.isValue(b) ? State.QUOTED : unexpected(b);
  }

  private static State ended(byte b) {
    if (b == CR) {
      return State.LINE_END;
    }
    return b == ';' ? State.NAME_START : unexpected(b);
  }

  private static State unexpected(byte b) {
    throw bad("a chunk's first line with " + Octets.show(b));
  }
}
