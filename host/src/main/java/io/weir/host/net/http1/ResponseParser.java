package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;

import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** Reads an upstream's responses. */
public final class ResponseParser extends MessageParser {
  private static final HeadLimits LIMITS = new HeadLimits(16 << 10, 64 << 10, 1_000);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private boolean head;
  private boolean http10;
  private int status;
  private boolean untilClose;
  private boolean hasBody;

  public ResponseParser(Http1Workspace work) {
    super(work, LIMITS, false);
  }

  /**
   * A request goes out; its response is the next.
   *
   * @param isHead the response has no body whatever it says
   */
  public void expect(boolean isHead) {
    head = isHead;
  }

  @Override
  long mostBodyBytes() {
    return Long.MAX_VALUE;
  }

  /** RFC 9112 section 4; a reason need not be there, nor the space before it. */
  @Override
  void startLine(byte[] b, int from, int to) {
    int at = from + STATUS_AT;
    boolean version =
        to - from >= STATUS_AT + 3
            && b[from] == 'H'
            && b[from + 1] == 'T'
            && b[from + 2] == 'T'
            && b[from + 3] == 'P'
            && b[from + 4] == '/'
            && b[from + 5] == '1'
            && b[from + 6] == '.'
            && (b[from + 7] == '1' || b[from + 7] == '0')
            && b[from + 8] == ' ';
    if (!version) {
      throw bad("a status line that is none (expected: HTTP/1.1 200 OK)");
    }
    boolean digits =
        b[at] > '0'
            && Octets.isDigit(b[at])
            && Octets.isDigit(b[at + 1])
            && Octets.isDigit(b[at + 2]);
    if (!digits || (to > at + 3 && b[at + 3] != ' ')) {
      throw bad("a status that is none (expected: three digits, 100 to 999)");
    }
    for (int i = at + 3; i < to; i++) {
      if (!Octets.isValue(b[i])) {
        throw bad("a reason phrase with " + Octets.show(b[i]));
      }
    }
    http10 = b[from + 7] == '0';
    status = (b[at] - '0') * 100 + (b[at + 1] - '0') * 10 + (b[at + 2] - '0');
    HeaderList headers = new HeaderList();
    headers.append(":status", StatusCodes.text(status));
    fields.begin(headers);
  }

  /** RFC 9112 section 6.3. */
  @Override
  void headEnd() {
    fields.end(http10);
    untilClose = false;
    hasBody = false;
    long length = fields.contentLength();
    if (head || status < 200 || status == 204 || status == 304 || length == 0) {
      expectNoBody();
      return;
    }
    hasBody = true;
    if (fields.chunked()) {
      expectChunks();
    } else if (length != MessageFields.NO_LENGTH) {
      expectLength(length);
    } else {
      untilClose = true;
      expectUntilClose();
    }
  }

  public int status() {
    return status;
  }

  /** Whether it only precedes the response (RFC 9110 section 15.2). */
  public boolean isInterim() {
    return status < 200 && status != 101;
  }

  public boolean hasBody() {
    return hasBody;
  }

  /** Whether only the end of the connection ends the body. */
  public boolean untilClose() {
    return untilClose;
  }

  public boolean keepsAlive() {
    ConnectionOptions connection = fields.connection();
    return !untilClose && !connection.close() && (!http10 || connection.keepAlive());
  }

  /** The protocol that a 101 names, null for none. */
  public @Nullable String upgrade() {
    return fields.upgrade();
  }
}
