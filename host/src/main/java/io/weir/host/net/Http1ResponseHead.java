package io.weir.host.net;

import io.weir.host.net.http1.HeadWriter;
import io.weir.host.stream.HeaderList;

/**
 * Writes the head of a client's response, framing included (RFC 9112 section 6).
 *
 * @param isHead it answers a HEAD
 * @param isHttp10 the client speaks HTTP/1.0
 * @param upgrade the client asks for another protocol
 * @param keepAlive the connection may go on
 */
record Http1ResponseHead(boolean isHead, boolean isHttp10, boolean upgrade, boolean keepAlive) {
  private static final int RESET_CONTENT = 205;
  private static final int NOT_MODIFIED = 304;

  /**
   * @param keepAlive whether the connection may go on
   * @param untilClose the end of the connection is the end of the body
   */
  record Written(boolean keepAlive, boolean untilClose) {}

  /**
   * Leaves the head to be sent with {@link Http1Writer#begin}.
   *
   * @param end there is no body
   * @param date for one without a date
   * @throws IllegalArgumentException for what is no response, or would split it
   */
  Written write(HeaderList headers, boolean end, HttpDate date, Http1Writer out) {
    int status = ResponseStatus.of(headers, upgrade);
    HeadWriter head = out.head();
    head.response(status);
    head.fields(headers, false);
    if (status == 101) {
      head.field("connection", "upgrade");
      head.field("upgrade", protocol(headers));
      out.untilClose();
      return new Written(keepAlive, false);
    }
    if (headers.get("date") == null) {
      head.line(date.line());
    }
    boolean untilClose = frame(headers, status, end, out);
    boolean keep = keepAlive && !untilClose;
    if (!keep) {
      head.field("connection", "close");
    } else if (isHttp10) {
      head.field("connection", "keep-alive");
    }
    return new Written(keep, untilClose);
  }

  static String protocol(HeaderList headers) {
    String protocol = headers.get("upgrade");
    return protocol == null ? "websocket" : protocol;
  }

  /** Whether only the end of the connection ends the body. */
  private boolean frame(HeaderList headers, int status, boolean end, Http1Writer out) {
    long declared = BodyLength.declared(headers);
    if (isHead || ResponseStatus.isBodyless(status)) {
      out.noBody();
      if (declared != BodyLength.UNKNOWN && (isHead || status == NOT_MODIFIED)) {
        out.head().field("content-length", declared); // of what a GET would have had
      }
      return false;
    }
    if (end || status == RESET_CONTENT) {
      out.noBody();
      out.head().field("content-length", "0");
      return false;
    }
    if (isHttp10 && declared == BodyLength.UNKNOWN) {
      out.untilClose();
      return true;
    }
    out.frame(declared);
    return false;
  }
}
