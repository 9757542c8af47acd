package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.stream.HeaderList;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The change from HTTP/1.1 to HTTP/2 in cleartext (RFC 7540 section 3.2). The request that asks for
 * it is served as stream 1: it passes routes and plugins like all others.
 */
final class Http2Upgrade {
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: h2c\r\n\r\n";

  private static final int FIRST_STREAM = 1;
  private static final int SETTING_BYTES = 6;

  private Http2Upgrade() {}

  /**
   * Switches, unless what the client says of itself cannot be read or the connection has TLS, where
   * ALPN decides: the request is then one of HTTP/1.1 like others.
   *
   * @param request in the neutral form, without a body
   * @param encoded the header {@code http2-settings}
   * @return whether it has been taken over
   */
  static boolean start(Http1ServerConnection from, HeaderList request, String encoded) {
    ChannelHandlerContext ctx = from.context();
    Http2Settings settings = settings(encoded);
    if (settings == null || ctx.pipeline().get(SslHandler.class) != null) {
      return false;
    }
    from.flush(); // the answers before
    ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), SWITCHING));
    Http2ServerConnection to = from.pipeline().http2Connection();
    ByteBuf rest = from.handOver(to.handler);
    try {
      to.handler.onHttpServerUpgrade(settings);
      to.begin(FIRST_STREAM, request);
      to.handler.flush(to.handler.context());
    } catch (Http2Exception e) {
      to.handler.onError(to.handler.context(), false, e);
    }
    if (rest != null) {
      ctx.fireChannelRead(rest);
    }
    return true;
  }

  /** The payload of a SETTINGS frame in base64url; null for what is none. */
  static @Nullable Http2Settings settings(String encoded) {
    try {
      ByteBuffer payload = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
      if (payload.remaining() % SETTING_BYTES != 0) {
        return null;
      }
      Http2Settings settings = new Http2Settings();
      while (payload.hasRemaining()) {
        char id = payload.getChar();
        settings.put(id, Long.valueOf(Integer.toUnsignedLong(payload.getInt())));
      }
      return settings;
    } catch (IllegalArgumentException e) {
      return null; // no base64, or a value that its setting cannot have
    }
  }
}
