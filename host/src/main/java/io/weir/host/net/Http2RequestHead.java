package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.weir.host.config.HttpLimits;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/2 request in the neutral form.
 *
 * @param upgrade a WebSocket (RFC 8441)
 */
record Http2RequestHead(HeaderList headers, boolean expectsContinue, boolean upgrade) {
  private static final int PSEUDO_HEADERS = 4;

  /**
   * Reads a block whose mandatory pseudo headers the codec has found.
   *
   * @throws MalformedMessageException saying why it is one that is not served
   */
  static Http2RequestHead of(Http2Headers block, HttpLimits limits, Downstream down) {
    String method = method(block);
    String protocol = protocol(block, method);
    String path = path(block, method, limits);
    String authority = authority(block);
    if (!RequestTarget.isPath(path) || !RequestTarget.isAuthority(authority)) {
      throw new MalformedMessageException(400, ":path or :authority that cannot be");
    }
    HeaderList headers = new HeaderList();
    headers.add(":method", method);
    headers.add(":authority", authority);
    headers.add(":path", path);
    headers.add(":scheme", ForwardedHeaders.scheme(down));
    Http2HeaderLists.copyIn(block, headers);
    if (headers.size() > limits.headerCount() + PSEUDO_HEADERS) {
      throw new MalformedMessageException(
          431, "too many headers (expected: at most " + limits.headerCount() + ")");
    }
    headers.remove("host");
    boolean expect = headers.hasToken("expect", "100-continue");
    headers.remove("expect");
    HopByHop.strip(headers);
    if (protocol != null) {
      Http2WebSocket.request(headers);
    }
    ForwardedHeaders.add(headers, down);
    return new Http2RequestHead(headers, expect, protocol != null);
  }

  /** Of an extended CONNECT, null for all other methods. */
  private static @Nullable String protocol(Http2Headers block, String method) {
    CharSequence protocol = block.get(PseudoHeaderName.PROTOCOL.value());
    if (!method.equals("CONNECT")) {
      if (protocol != null) {
        throw new MalformedMessageException(400, ":protocol with " + method);
      }
      return null;
    }
    if (protocol == null) {
      throw new MalformedMessageException(
          501, "CONNECT is not served (expected: with :protocol: websocket, RFC 8441)");
    }
    if (!Http2WebSocket.PROTOCOL.contentEquals(protocol)) {
      throw new MalformedMessageException(
          501, ":protocol of another kind is not served (expected: websocket)");
    }
    return Http2WebSocket.PROTOCOL;
  }

  private static String path(Http2Headers block, String method, HttpLimits limits) {
    String path = Http2HeaderLists.text(block.path());
    if (path.length() > limits.requestLine()) {
      throw new MalformedMessageException(
          414, ":path too long (expected: at most " + limits.requestLine() + " bytes)");
    }
    if (!path.startsWith("/") && !(path.equals("*") && method.equals("OPTIONS"))) {
      throw new MalformedMessageException(400, ":path of the wrong form (expected: /...)");
    }
    return path;
  }

  private static String method(Http2Headers block) {
    String method = Http2HeaderLists.text(block.method());
    if (!Tokens.is(method)) {
      throw new MalformedMessageException(400, "a method that is no token");
    }
    return method;
  }

  /** Of :authority and host, which must agree where both are there (RFC 9113 section 8.3.1). */
  private static String authority(Http2Headers block) {
    String authority = Http2HeaderLists.text(block.authority());
    List<CharSequence> hosts = block.getAll("host");
    if (hosts.size() > 1) {
      throw new MalformedMessageException(400, "more than one host header");
    }
    String host = hosts.isEmpty() ? authority : hosts.getFirst().toString();
    if (!authority.isEmpty() && !authority.equalsIgnoreCase(host)) {
      throw new MalformedMessageException(400, "host and :authority differ");
    }
    if (host.isEmpty()) {
      throw new MalformedMessageException(400, "neither :authority nor host");
    }
    return host;
  }
}
