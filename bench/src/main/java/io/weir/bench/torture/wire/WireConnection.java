package io.weir.bench.torture.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One client connection, blocking, with a limit on every read. For a single thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
public final class WireConnection implements Closeable {

  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_FIELDS = 200;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private WireConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param readLimit the longest that one read may wait for a byte
   * @throws IOException when the connection is refused or takes longer than the limit
   */
  public static WireConnection open(InetSocketAddress address, Duration readLimit)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(readLimit.toMillis()));
      socket.connect(address, Math.toIntExact(readLimit.toMillis()));
      return new WireConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Sends a head: the request line and fields, each without line end. */
  public void sendHead(List<String> lines) throws IOException {
    send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** Reads status line and headers of the next response. */
  public ResponseHead readHead() throws IOException {
    String status = readLine();
    if (!status.startsWith("HTTP/1.1 ") || status.length() < 12) {
      throw new WireException("status line: %s (expected: HTTP/1.1 and a code)".formatted(status));
    }
    List<ResponseHead.Field> fields = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      if (fields.size() == MAX_FIELDS) {
        throw new WireException("header: more than %d fields".formatted(MAX_FIELDS));
      }
      fields.add(field(line));
    }
    return new ResponseHead(Integer.parseInt(status.substring(9, 12)), fields);
  }

  /** The body of the response whose head was just read; ends where the framing says. */
  public BodyReader body(ResponseHead head) throws IOException {
    if (head.chunked()) {
      return new ChunkedBody(this);
    }
    String length = head.header("content-length");
    if (length == null) {
      throw new WireException(
          "response: neither content-length nor chunked (a cut would not show)");
    }
    return new LengthBody(this, Long.parseLong(length));
  }

  /** Whether the next exchange needs a new connection. */
  public boolean finished(ResponseHead head) {
    return head.closes() || head.status() == 101;
  }

  /** Reads exactly this many bytes. */
  public void readFully(byte[] target, int length) throws IOException {
    int got = in.readNBytes(target, 0, length);
    if (got < length) {
      throw new WireException("connection closed %d byte(s) early".formatted(length - got));
    }
  }

  /** Reads some bytes, at least one. */
  int readSome(byte[] target, int length) throws IOException {
    int got = in.read(target, 0, length);
    if (got < 0) {
      throw new WireException("connection closed in the middle of a body");
    }
    return got;
  }

  /** Whether the peer has ended the connection here; waits for it to do so, or to send a byte. */
  public boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  String readLine() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new WireException("connection closed before a whole line came");
      }
      if (line.length() == MAX_LINE) {
        throw new WireException("line: longer than %d bytes".formatted(MAX_LINE));
      }
      line.append((char) c);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static ResponseHead.Field field(String line) throws WireException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new WireException("header: %s (expected: name: value)".formatted(line));
    }
    return new ResponseHead.Field(
        line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
  }
}
