package io.weir.host.net;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP/1.1 request in the neutral form. */
record RequestHead(HeaderList headers, boolean hasBody, boolean upgrade, boolean expectsContinue) {

  /**
   * @throws IllegalArgumentException saying why it is one that is not served
   */
  static RequestHead of(HttpRequest request, Downstream down) {
    RequestTarget target =
        RequestTarget.parse(request.method().name(), request.uri(), host(request));
    checkFraming(request);
    HeaderList headers = new HeaderList();
    headers.add(":method", request.method().name());
    headers.add(":authority", target.authority());
    headers.add(":path", target.path());
    headers.add(":scheme", ForwardedHeaders.scheme(down));
    String protocol = upgradeProtocol(request);
    Http1Headers.copyIn(request.headers(), headers);
    headers.remove("host");
    if (protocol != null) {
      headers.add("connection", "upgrade");
      headers.add("upgrade", protocol);
    }
    boolean expect = HttpUtil.is100ContinueExpected(request);
    headers.remove("expect");
    ForwardedHeaders.add(headers, down);
    return new RequestHead(headers, hasBody(request), protocol != null, expect);
  }

  private static String host(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (version.majorVersion() != 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: HTTP/1.1)");
    }
    List<String> hosts = request.headers().getAll("host");
    if (hosts.size() > 1) {
      throw new IllegalArgumentException("more than one host header");
    }
    if (hosts.isEmpty() && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new IllegalArgumentException("no host header");
    }
    return hosts.isEmpty() ? "" : hosts.getFirst();
  }

  /** Only "chunked", alone and last, is a transfer coding that is read (RFC 9112 section 6.1). */
  private static void checkFraming(HttpRequest request) {
    List<String> codings = request.headers().getAll("transfer-encoding");
    if (codings.isEmpty()) {
      return;
    }
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw new IllegalArgumentException("transfer-encoding in HTTP/1.0");
    }
    boolean chunked =
        codings.size() == 1
            && codings.getFirst().strip().toLowerCase(Locale.ROOT).equals("chunked");
    if (!chunked) {
      throw new IllegalArgumentException("a transfer-encoding other than chunked");
    }
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  /**
   * Never h2c: a tunnel of requests that no route and no plugin sees. RFC 9113 section 3.1 has
   * withdrawn it, so the request is served as the HTTP/1.1 request that it is as well.
   */
  private static @Nullable String upgradeProtocol(HttpRequest request) {
    if (request.headers().containsValue("upgrade", "h2c", true)) {
      return null;
    }
    String protocol = request.headers().get("upgrade");
    boolean asked =
        protocol != null && request.headers().containsValue("connection", "upgrade", true);
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    return asked && !old && !hasBody(request) ? protocol : null;
  }
}
