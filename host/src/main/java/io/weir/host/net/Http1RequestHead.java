package io.weir.host.net;

import io.weir.host.net.http1.HeadWriter;
import io.weir.host.stream.HeaderList;

/** Writes the head of a request to an upstream, framing included (RFC 9112 sections 3 and 6). */
final class Http1RequestHead {
  private Http1RequestHead() {}

  /** RFC 9110 section 8.6: of these a server may insist on a length. */
  private static boolean expectsBody(String method) {
    return switch (method) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  /**
   * Leaves the head to be sent with {@link Http1Writer#begin}.
   *
   * @param end there is no body
   * @param upgrade asks for the protocol of the header {@code upgrade}
   * @throws IllegalArgumentException for what is no request, or would split it
   */
  static void write(HeaderList headers, boolean end, boolean upgrade, Http1Writer out) {
    String path = headers.getOrEmpty(":path");
    String authority = headers.getOrEmpty(":authority");
    RequestTarget.check(path, authority);
    HeadWriter head = out.head();
    head.request(headers.getOrEmpty(":method"), path);
    head.field("host", authority);
    head.fields(headers, true);
    if (upgrade) {
      out.untilClose(); // what follows a 101
      head.field("connection", "upgrade");
      head.field("upgrade", Http1ResponseHead.protocol(headers));
    } else if (!end) {
      out.frame(BodyLength.declared(headers));
    } else {
      out.noBody();
      if (BodyLength.declared(headers) == 0 || expectsBody(headers.getOrEmpty(":method"))) {
        head.field("content-length", "0");
      }
    }
  }
}
