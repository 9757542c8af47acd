package io.weir.registry.server;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** What becomes of a connection after an answer (RFC 9112, section 9.3). */
enum Persistence {
  /** It stays open. */
  KEEP,
  /** It stays open, and a client of HTTP/1.0 is told so. */
  KEEP_SAID,
  /** It is closed. */
  CLOSE;

  static Persistence asked(HttpRequest request) {
    if (!HttpUtil.isKeepAlive(request)) {
      return CLOSE;
    }
    return request.protocolVersion().equals(HttpVersion.HTTP_1_0) ? KEEP_SAID : KEEP;
  }
}
