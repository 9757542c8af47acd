package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.weir.host.stream.HeaderList;

/** The head of a request to an upstream as HTTP/2 has it. */
final class Http2RequestBlock {
  private Http2RequestBlock() {}

  /**
   * @param last whether there is no body
   * @param secure whether the connection has TLS
   * @throws IllegalArgumentException for what is no request, or cannot be sent
   */
  static Http2Headers of(HeaderList from, boolean last, boolean secure) {
    String method = from.getOrEmpty(":method");
    if (!Tokens.is(method)) {
      throw new IllegalArgumentException(":method: no token (expected: letters)");
    }
    Http2Headers out = base(from, secure);
    out.method(method);
    if (HopByHop.acceptsTrailers(from)) {
      out.set("te", "trailers");
    }
    long declared = BodyLength.declared(from);
    if (declared == BodyLength.UNKNOWN || (last && declared != 0)) {
      out.remove("content-length");
    } else {
      out.set("content-length", Long.toString(declared));
    }
    return out;
  }

  /**
   * A WebSocket's extended CONNECT (RFC 8441 section 4), of a GET with an upgrade.
   *
   * @param secure whether the connection has TLS
   * @throws IllegalArgumentException for what is no request, or cannot be sent
   */
  static Http2Headers webSocket(HeaderList from, boolean secure) {
    Http2Headers out = base(from, secure);
    out.method("CONNECT");
    out.set(PseudoHeaderName.PROTOCOL.value(), Http2WebSocket.PROTOCOL);
    out.remove("sec-websocket-key"); // HTTP/2 has none (RFC 8441 section 5)
    out.remove("content-length");
    return out;
  }

  /** Many servers refuse a scheme that is not that of their connection. */
  private static Http2Headers base(HeaderList from, boolean secure) {
    String path = from.getOrEmpty(":path");
    String authority = from.getOrEmpty(":authority");
    RequestTarget.check(path, authority);
    Http2Headers out = Http2HeaderLists.out(from);
    out.remove("host"); // :authority says it (RFC 9113 section 8.3.1)
    out.scheme(secure ? "https" : "http");
    out.path(path);
    if (!authority.isEmpty()) {
      out.authority(authority);
    }
    return out;
  }
}
