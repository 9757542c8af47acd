package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;

import io.weir.host.config.HttpLimits;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** Reads a client's requests. */
public final class RequestParser extends MessageParser {
  private static final int VERSION_LENGTH = "HTTP/1.1".length();

  private final long mostBodyBytes;
  private String method = "";
  private String target = "";
  private boolean http10;
  private boolean hasBody;

  public RequestParser(Http1Workspace work, HttpLimits limits) {
    super(
        work,
        new HeadLimits(limits.requestLine(), limits.headerBytes(), limits.headerCount()),
        true);
    mostBodyBytes = limits.bodyBytes() == 0 ? Long.MAX_VALUE : limits.bodyBytes();
  }

  @Override
  long mostBodyBytes() {
    return mostBodyBytes;
  }

  /** RFC 9112 section 3: method, target and version, one space between them. */
  @Override
  void startLine(byte[] b, int from, int to) {
    int at = from;
    while (at < to && Octets.token(b[at]) != 0) {
      at++;
    }
    if (at == from || at == to || b[at] != ' ') {
      throw bad("a request line without a method (expected: GET /path HTTP/1.1)");
    }
    method = Methods.of(b, from, at);
    int start = ++at;
    while (at < to && Octets.isTarget(b[at])) {
      at++;
    }
    if (at == to) {
      throw bad("a request line without a version (expected: GET /path HTTP/1.1)");
    }
    if (b[at] != ' ') {
      throw bad("a request target with " + Octets.show(b[at]) + " (expected: it %-encoded)");
    }
    if (at == start) {
      throw bad("a request line with two spaces (expected: GET /path HTTP/1.1)");
    }
    target = Octets.text(b, start, at);
    http10 = isHttp10(b, at + 1, to);
    HeaderList headers = new HeaderList();
    headers.append(":method", method);
    headers.append(":authority", "");
    headers.append(":path", target);
    headers.append(":scheme", "http");
    fields.begin(headers);
  }

  private static boolean isHttp10(byte[] b, int from, int to) {
    boolean version =
        to - from == VERSION_LENGTH
            && b[from] == 'H'
            && b[from + 1] == 'T'
            && b[from + 2] == 'T'
            && b[from + 3] == 'P'
            && b[from + 4] == '/'
            && Octets.isDigit(b[from + 5])
            && b[from + 6] == '.'
            && Octets.isDigit(b[from + 7]);
    if (!version) {
      throw bad("a version that is none (expected: HTTP/1.1)");
    }
    boolean served = b[from + 5] == '1' && (b[from + 7] == '0' || b[from + 7] == '1');
    if (!served) {
      throw new MalformedMessageException(
          505, "version: " + Octets.text(b, from, to) + " (expected: HTTP/1.1 or HTTP/1.0)");
    }
    return b[from + 7] == '0';
  }

  @Override
  void headEnd() {
    fields.end(http10);
    if (fields.host() == null && !http10) {
      throw bad("no host header");
    }
    long length = fields.contentLength();
    hasBody = fields.chunked() || length > 0;
    if (fields.chunked()) {
      expectChunks();
    } else if (length <= 0) {
      expectNoBody();
    } else if (length > mostBodyBytes) {
      throw tooLarge();
    } else {
      expectLength(length);
    }
  }

  @Override
  void forget() {
    method = "";
  }

  /** Empty while none of the request has come, and when it is over. */
  public String method() {
    return method;
  }

  /** As it stands in the request line. */
  public String target() {
    return target;
  }

  /** Of the host header; empty when an HTTP/1.0 client has sent none. */
  public String host() {
    String host = fields.host();
    return host == null ? "" : host;
  }

  public boolean isHttp10() {
    return http10;
  }

  public boolean hasBody() {
    return hasBody;
  }

  /** Whether the client wants the connection to go on (RFC 9112 section 9.3). */
  public boolean keepsAlive() {
    ConnectionOptions connection = fields.connection();
    return !connection.close() && (!http10 || connection.keepAlive());
  }

  /** The protocols that the client asks for instead, null for none (RFC 9110 section 7.8). */
  public @Nullable String upgrade() {
    return fields.connection().upgrade() && !http10 ? fields.upgrade() : null;
  }

  /** The settings of a request to go on in HTTP/2 (RFC 7540 section 3.2), null for none. */
  public @Nullable String http2Settings() {
    return fields.connection().http2Settings() ? fields.http2Settings() : null;
  }

  /** What the client expects (RFC 9110 section 10.1.1), null for nothing. */
  public @Nullable String expect() {
    return http10 ? null : fields.expect();
  }
}
