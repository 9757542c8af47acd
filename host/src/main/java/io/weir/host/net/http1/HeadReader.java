package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;
import static io.weir.host.net.http1.Octets.CR;
import static io.weir.host.net.http1.Octets.LF;

import io.netty.buffer.ByteBuf;

/**
 * Reads the lines of a head or of trailers (RFC 9112 sections 2.2, 3 and 5), strictly: they end
 * with CRLF, no name has a space behind it, no value goes on in another line, and nothing but a
 * value's own characters stands in it. Takes whole lines, as they come; what it has taken is never
 * looked at again.
 */
final class HeadReader {
  private static final int FIRST_WINDOW = 4 << 10;
  private static final int NONE = -1;

  /** Takes what the lines say. The arrays are the reader's own: copy what is kept. */
  interface Sink {
    void startLine(byte[] bytes, int from, int to);

    void field(FieldName name, byte[] bytes, int from, int to);
  }

  private final Http1Workspace work;
  private final Sink sink;
  private final HeadLimits limits;

  private boolean inStartLine;
  private boolean emptyLineSeen;
  private boolean done;
  private int scanned;
  private int fieldBytes;
  private int fields;

  HeadReader(Http1Workspace work, HeadLimits limits, Sink sink) {
    this.work = work;
    this.limits = limits;
    this.sink = sink;
  }

  /** A head comes: a line of its own, then fields. */
  void head() {
    fields();
    inStartLine = true;
    emptyLineSeen = false;
  }

  /** Fields alone come: trailers. */
  void fields() {
    inStartLine = false;
    done = false;
    scanned = 0;
    fieldBytes = 0;
    fields = 0;
  }

  /**
   * Takes the whole lines out of {@code in}.
   *
   * @return whether the empty line at the end was among them
   * @throws MalformedMessageException saying what is wrong, or too long
   */
  boolean read(ByteBuf in) {
    int window = FIRST_WINDOW;
    while (hasLine(in)) {
      int length = work.load(in, window);
      int used = lines(length);
      in.skipBytes(used);
      if (done) {
        return true;
      }
      if (used > 0) {
        scanned = 0;
      } else {
        window *= 2;
      }
    }
    return false;
  }

  private boolean hasLine(ByteBuf in) {
    int start = in.readerIndex();
    if (in.indexOf(start + scanned, in.writerIndex(), LF) >= 0) {
      return true;
    }
    scanned = in.readableBytes();
    if (inStartLine) {
      limits.checkLine(scanned - 1);
    } else {
      limits.checkFields(fieldBytes + scanned, fields);
    }
    return false;
  }

  private int lines(int length) {
    byte[] b = work.bytes();
    int at = 0;
    while (!done && at < length) {
      int next = inStartLine ? startLine(b, at, length) : fieldLine(b, at, length);
      if (next == NONE) {
        break;
      }
      at = next;
    }
    return at;
  }

  private int startLine(byte[] b, int from, int length) {
    int end = from;
    while (end < length && b[end] != LF && b[end] != CR) {
      end++;
    }
    limits.checkLine(end - from);
    int next = afterCrLf(b, end, length);
    if (next == NONE) {
      return NONE;
    }
    if (end == from && !emptyLineSeen) {
      emptyLineSeen = true; // RFC 9112 section 2.2: one may have been sent too much
      return next;
    }
    sink.startLine(b, from, end);
    inStartLine = false;
    return next;
  }

  private int fieldLine(byte[] b, int from, int length) {
    if (b[from] == CR || b[from] == LF) {
      int next = afterCrLf(b, from, length);
      done = next != NONE;
      return next;
    }
    int at = from;
    int hash = 0;
    byte lower;
    while (at < length && (lower = Octets.token(b[at])) != 0) {
      b[at++] = lower;
      hash = 31 * hash + lower;
    }
    if (at == length) {
      return NONE;
    }
    if (b[at] != ':' || at == from) {
      throw badName(b, from, at);
    }
    int colon = at++;
    while (at < length && Octets.isBlank(b[at])) {
      at++;
    }
    int value = at;
    while (at < length && Octets.isValue(b[at])) {
      at++;
    }
    int next = afterCrLf(b, at, length);
    if (next == NONE) {
      return NONE;
    }
    FieldName name = work.names.of(b, from, colon, hash);
    fieldBytes += next - from;
    limits.checkFields(fieldBytes, ++fields);
    sink.field(name, b, value, trimmed(b, value, at));
    return next;
  }

  private static int trimmed(byte[] b, int from, int to) {
    int end = to;
    while (end > from && Octets.isBlank(b[end - 1])) {
      end--;
    }
    return end;
  }

  /** Where the next line begins, {@link #NONE} while that cannot be told. */
  private static int afterCrLf(byte[] b, int at, int length) {
    if (at == length) {
      return NONE;
    }
    if (b[at] != CR) {
      throw bad(
          b[at] == LF
              ? "a line that ends with LF alone (expected: CRLF)"
              : "a header value with " + Octets.show(b[at]));
    }
    if (at + 1 == length) {
      return NONE;
    }
    if (b[at + 1] != LF) {
      throw bad("a CR without LF");
    }
    return at + 2;
  }

  private static MalformedMessageException badName(byte[] b, int from, int at) {
    if (at == from && Octets.isBlank(b[at])) {
      return bad("a header folded over two lines (RFC 9112 section 5.2)");
    }
    if (at == from) {
      return bad(
          b[at] == ':' ? "a header without a name" : "a header name with " + Octets.show(b[at]));
    }
    if (Octets.isBlank(b[at])) {
      return bad("white space between a header's name and its colon");
    }
    return b[at] == CR || b[at] == LF
        ? bad("a header without a colon")
        : bad("a header name with " + Octets.show(b[at]));
  }
}
