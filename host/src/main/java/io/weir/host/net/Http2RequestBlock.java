package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.HeaderList;

/** The head of a request to an upstream as HTTP/2 has it. */
final class Http2RequestBlock {
  private Http2RequestBlock() {}

  /**
   * @param last whether there is no body
   * @throws IllegalArgumentException for what is no request, or cannot be sent
   */
  static Http2Headers of(HeaderList from, boolean last) {
    String path = from.getOrEmpty(":path");
    String authority = from.getOrEmpty(":authority");
    RequestTarget.check(path, authority);
    Http2Headers out = Http2HeaderLists.out(from);
    out.remove("host"); // :authority says it (RFC 9113 section 8.3.1)
    out.method(from.getOrEmpty(":method"));
    out.scheme("http");
    out.path(path);
    if (!authority.isEmpty()) {
      out.authority(authority);
    }
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
}
