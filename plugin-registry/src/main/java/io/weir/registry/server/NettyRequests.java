package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** From Netty's request to the handler's. */
final class NettyRequests {
  private NettyRequests() {}

  /**
   * @throws RegistryFault when it does not come from where it may, or cannot be read
   */
  static RegistryRequest read(
      HttpRequest request, RequestBody body, OriginGuard guard, Channel channel) {
    InetSocketAddress local = (InetSocketAddress) channel.localAddress();
    String origin =
        guard.check(
            request.headers().get(HttpHeaderNames.HOST),
            request.headers().get(HttpHeaderNames.ORIGIN),
            local.getAddress().getHostAddress());
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(each -> headers.putIfAbsent(lower(each.getKey()), each.getValue()));
    try {
      QueryStringDecoder uri = new QueryStringDecoder(request.uri());
      return new RegistryRequest(
          request.method().name(),
          uri.path(),
          uri.parameters(),
          headers,
          HttpUtil.getContentLength(request, -1L),
          body,
          origin);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "malformed request: " + e.getMessage());
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
