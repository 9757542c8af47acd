package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.util.List;

/** The head of an HTTP/2 request in the neutral form. */
record Http2RequestHead(HeaderList headers, boolean isHead, boolean expectsContinue) {

  /**
   * Reads a block whose mandatory pseudo headers the codec has found.
   *
   * @throws IllegalArgumentException saying why it is one that is not served
   */
  static Http2RequestHead of(Http2Headers block, Downstream down) {
    String method = method(block);
    String path = Http2HeaderLists.text(block.path());
    if (!path.startsWith("/") && !(path.equals("*") && method.equals("OPTIONS"))) {
      throw new IllegalArgumentException(":path of the wrong form (expected: /...)");
    }
    RequestTarget target = RequestTarget.parse(method, path, authority(block));
    HeaderList headers = new HeaderList();
    headers.add(":method", method);
    headers.add(":authority", target.authority());
    headers.add(":path", target.path());
    headers.add(":scheme", ForwardedHeaders.scheme(down));
    Http2HeaderLists.copyIn(block, headers);
    headers.remove("host");
    boolean expect = headers.hasToken("expect", "100-continue");
    headers.remove("expect");
    HopByHop.strip(headers);
    ForwardedHeaders.add(headers, down);
    return new Http2RequestHead(headers, method.equals("HEAD"), expect);
  }

  /** A tunnel, or by RFC 8441 a WebSocket: neither is served over HTTP/2. */
  static boolean isConnect(Http2Headers block) {
    return "CONNECT".equals(Http2HeaderLists.text(block.method()));
  }

  private static String method(Http2Headers block) {
    String method = Http2HeaderLists.text(block.method());
    if (method.isEmpty() || !method.chars().allMatch(Http2RequestHead::isTokenCharacter)) {
      throw new IllegalArgumentException("a method that is no token");
    }
    return method;
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /** Of :authority and host, which must agree where both are there (RFC 9113 section 8.3.1). */
  private static String authority(Http2Headers block) {
    String authority = Http2HeaderLists.text(block.authority());
    List<CharSequence> hosts = block.getAll("host");
    if (hosts.size() > 1) {
      throw new IllegalArgumentException("more than one host header");
    }
    String host = hosts.isEmpty() ? authority : hosts.getFirst().toString();
    if (!authority.isEmpty() && !authority.equalsIgnoreCase(host)) {
      throw new IllegalArgumentException("host and :authority differ");
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("neither :authority nor host");
    }
    return host;
  }
}
