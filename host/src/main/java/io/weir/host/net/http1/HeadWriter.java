package io.weir.host.net.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;

/**
 * Writes heads and trailers. What frames a message or concerns the connection is said by the codec
 * alone, whatever a plugin has set; a name or a value that would end its line is refused (RFC 9110
 * section 5.5).
 */
public final class HeadWriter {
  private static final byte[] REQUEST_END = ascii(" HTTP/1.1\r\n");

  private final Http1Workspace work;
  private byte[] out;
  private int at;

  public HeadWriter(Http1Workspace work) {
    this.work = work;
    this.out = work.bytes();
  }

  /**
   * Begins with a request line.
   *
   * @throws IllegalArgumentException for what is no method or no target
   */
  public void request(String method, String target) {
    restart();
    room(method.length() + target.length() + 1 + REQUEST_END.length);
    token(method, ":method", false);
    out[at++] = ' ';
    int start = at;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (!Octets.isTarget(c)) {
        throw new IllegalArgumentException(
            ":path: a character at " + i + " (expected: visible ASCII, no #)");
      }
      out[at++] = (byte) c;
    }
    if (at == start) {
      throw new IllegalArgumentException(":path: empty (expected: a path)");
    }
    bytes(REQUEST_END);
  }

  /**
   * Begins with a status line.
   *
   * @param status 100 to 999
   */
  public void response(int status) {
    restart();
    bytes(StatusCodes.line(status));
  }

  /** Begins with nothing: trailers. */
  public void trailers() {
    restart();
  }

  private void restart() {
    out = work.bytes();
    at = 0;
  }

  /**
   * All of {@code trailers} that have a place there.
   *
   * @throws IllegalArgumentException for a name or a value that cannot be sent
   */
  public void trailers(HeaderList trailers) {
    for (int i = 0; i < trailers.size(); i++) {
      String name = trailers.name(i);
      if (!isOwn(name, true) && TrailerFields.mayBe(name)) {
        field(name, trailers.value(i));
      }
    }
  }

  /**
   * All of {@code headers} that are not the codec's own to say.
   *
   * @param request they are of a request, whose host stands in {@code :authority}
   * @throws IllegalArgumentException for a name or a value that cannot be sent
   */
  public void fields(HeaderList headers, boolean request) {
    int size = headers.size();
    for (int i = 0; i < size; i++) {
      String name = headers.name(i);
      if (!isOwn(name, request)) {
        field(name, headers.value(i));
      }
    }
    if (request && headers.hasToken("te", "trailers")) {
      field("connection", "te"); // RFC 9110 section 10.1.4
      field("te", "trailers");
    }
  }

  private static boolean isOwn(String name, boolean request) {
    return switch (name) {
      case "connection",
          "content-length",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade" ->
          true;
      case "host", "expect" -> request;
      default -> !name.isEmpty() && name.charAt(0) == ':';
    };
  }

  /**
   * @throws IllegalArgumentException for a name or a value that cannot be sent
   */
  public void field(String name, String value) {
    int length = value.length();
    room(name.length() + length + 4);
    token(name, "header name", true);
    byte[] to = out;
    int end = at;
    to[end++] = ':';
    to[end++] = ' ';
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        c = '?'; // has no byte of its own
      } else if (!Octets.isValue(c)) {
        throw new IllegalArgumentException(
            "header " + name + ": a control character at " + i + " (expected: none)");
      }
      to[end++] = (byte) c;
    }
    to[end++] = Octets.CR;
    to[end++] = Octets.LF;
    at = end;
  }

  /** A header as it stands, its CRLF included. */
  public void line(byte[] line) {
    bytes(line);
  }

  /** A header whose value is a number. */
  public void field(String name, long value) {
    field(name, Long.toString(value));
  }

  private void token(String text, String what, boolean lower) {
    int length = text.length();
    if (length == 0) {
      throw new IllegalArgumentException(what + ": empty (expected: a token)");
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      byte b = c > 0x7f ? 0 : Octets.token(c);
      if (b == 0) {
        throw new IllegalArgumentException(
            what + ": a character at " + i + " that no token has (expected: letters, digits, -)");
      }
      out[at++] = lower ? b : (byte) c;
    }
  }

  /**
   * The end: the empty line, and all that was written in a new buffer, which the caller owns.
   *
   * @param more bytes that will be written behind
   */
  public ByteBuf end(ByteBufAllocator alloc, int more) {
    room(2);
    out[at++] = Octets.CR;
    out[at++] = Octets.LF;
    return alloc.buffer(at + more).writeBytes(out, 0, at);
  }

  /** As {@link #end}, into {@code to}. */
  public void end(ByteBuf to) {
    room(2);
    out[at++] = Octets.CR;
    out[at++] = Octets.LF;
    to.writeBytes(out, 0, at);
  }

  private void bytes(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    at += bytes.length;
  }

  private void room(int length) {
    if (out.length - at < length) {
      out = work.atLeast(at + length);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
