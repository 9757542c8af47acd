package io.weir.registry.server;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import java.io.InputStream;
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
  static RegistryRequest read(HttpRequest request, InputStream body, Peer peer) {
    String origin = peer.origin(request.headers());
    try {
      QueryStringDecoder uri = new QueryStringDecoder(request.uri());
      return new RegistryRequest(
          request.method().name(),
          uri.path(),
          uri.parameters(),
          new HeaderView(request.headers()),
          HttpUtil.getContentLength(request, -1L),
          body,
          origin,
          peer.remote(),
          NOBODY);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "malformed request: " + e.getMessage());
    }
  }
}
