package io.weir.host.net;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 request in the neutral form.
 *
 * @param error what makes it one that is not served, or null
 */
record RequestHead(
    HeaderList headers,
    boolean hasBody,
    boolean upgrade,
    boolean expectsContinue,
    @Nullable String error) {

  static RequestHead of(HttpRequest request, Downstream down) {
    List<String> hosts = request.headers().getAll("host");
    String error = check(request, hosts);
    HeaderList headers = new HeaderList();
    if (error != null) {
      return new RequestHead(headers, false, false, false, error);
    }
    String target = request.uri();
    String authority = hosts.isEmpty() ? "" : hosts.getFirst();
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      // The absolute form (RFC 9112 section 3.2.2): its host counts, not the header's.
      int slash = target.indexOf('/', 7);
      authority = slash < 0 ? target.substring(7) : target.substring(7, slash);
      target = slash < 0 ? "/" : target.substring(slash);
    }
    headers.add(":method", request.method().name());
    headers.add(":authority", authority);
    headers.add(":path", target);
    headers.add(":scheme", "http");
    String protocol = upgradeProtocol(request);
    Http1Headers.copyIn(request.headers(), headers);
    headers.remove("host");
    if (protocol != null) {
      headers.add("connection", "upgrade");
      headers.add("upgrade", protocol);
    }
    boolean expect = HttpUtil.is100ContinueExpected(request);
    headers.remove("expect");
    forwarded(headers, down);
    return new RequestHead(headers, hasBody(request), protocol != null, expect, null);
  }

  private static @Nullable String check(HttpRequest request, List<String> hosts) {
    if (hosts.size() > 1) {
      return "more than one host header";
    }
    if (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return "no host header";
    }
    if (request.protocolVersion().majorVersion() != 1) {
      return "HTTP version " + request.protocolVersion() + " (expected: HTTP/1.1)";
    }
    String target = request.uri();
    boolean form =
        target.startsWith("/")
            || target.equals("*")
            || target.regionMatches(true, 0, "http://", 0, 7);
    if (!form) {
      return "a request target of the wrong form";
    }
    return framing(request);
  }

  /** Only "chunked", alone and last, is a transfer coding that is read (RFC 9112 section 6.1). */
  private static @Nullable String framing(HttpRequest request) {
    List<String> codings = request.headers().getAll("transfer-encoding");
    if (codings.isEmpty()) {
      return null;
    }
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return "transfer-encoding in HTTP/1.0";
    }
    boolean chunked =
        codings.size() == 1
            && codings.getFirst().strip().toLowerCase(Locale.ROOT).equals("chunked");
    return chunked ? null : "a transfer-encoding other than chunked";
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private static @Nullable String upgradeProtocol(HttpRequest request) {
    String protocol = request.headers().get("upgrade");
    boolean asked =
        protocol != null && request.headers().containsValue("connection", "upgrade", true);
    return asked && !hasBody(request) ? protocol : null;
  }

  private static void forwarded(HeaderList headers, Downstream down) {
    if (down.remoteAddress() instanceof InetSocketAddress client) {
      String before = headers.get("x-forwarded-for");
      String address = client.getAddress().getHostAddress();
      headers.set("x-forwarded-for", before == null ? address : before + ", " + address);
    }
    headers.set("x-forwarded-proto", "http");
    if (headers.get("x-request-id") == null) {
      headers.add("x-request-id", UUID.randomUUID().toString());
    }
  }
}
