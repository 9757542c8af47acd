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
   * Path and query of a request target, which clients of a proxy write with the server before it
   * (RFC 9112, section 3.2.2).
   */
  private static String target(String uri, String origin) {
    int authority = uri.indexOf("://") + 3;
    if (uri.startsWith("/") || authority < 3) {
      return uri;
    }
    int path = uri.indexOf('/', authority);
    String server = path < 0 ? uri.substring(authority) : uri.substring(authority, path);
    if (!server.equalsIgnoreCase(origin.substring(origin.indexOf("://") + 3))) {
      throw new IllegalArgumentException(
          "target: " + server + " (expected: " + origin + ", as Host says)");
    }
    return path < 0 ? "/" : uri.substring(path);
  }

  /**
   * @throws RegistryFault when it does not come from where it may, or cannot be read
   */
  static RegistryRequest read(HttpRequest request, InputStream body, Peer peer) {
    String origin = peer.origin(request.headers());
    try {
      QueryStringDecoder uri = new QueryStringDecoder(target(request.uri(), origin));
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
