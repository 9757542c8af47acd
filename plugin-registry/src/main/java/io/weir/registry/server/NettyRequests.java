package io.weir.registry.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From Netty's request to the handler's. */
final class NettyRequests {
  /** The caller of a request that nobody has looked at yet. */
  private static final Caller NOBODY =
      new Caller() {
        @Override
        public @Nullable String name() {
          return null;
        }

        @Override
        public boolean may(Action action, String repository) {
          return false;
        }

        @Override
        public void require(Action action, String repository) {
          throw new IllegalStateException("the caller has not been identified");
        }
      };

  private NettyRequests() {}

  /**
   * @throws RegistryFault when it does not come from where it may, or cannot be read
   */
  static RegistryRequest read(
      HttpRequest request, RequestBody body, OriginGuard guard, Channel channel) {
    InetSocketAddress local = (InetSocketAddress) channel.localAddress();
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
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
          origin,
          remote.getAddress().getHostAddress(),
          NOBODY);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "malformed request: " + e.getMessage());
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
