package io.weir.bench.torture.origin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** Opens a WebSocket; its frames then go to {@link EchoFrames}. */
record EchoEndpoint(OriginRequest request) implements Endpoint {

  private static final int MAX_FRAME = 1024 * 1024;

  @Override
  public void answer(ChannelHandlerContext ctx) {
    HttpRequest http = request.http();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(http.uri(), null, false, MAX_FRAME)
            .newHandshaker(http);
    if (handshaker == null) {
      Writes.report(WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel()));
      return;
    }
    FullHttpRequest whole =
        new DefaultFullHttpRequest(
            http.protocolVersion(), http.method(), http.uri(), Unpooled.EMPTY_BUFFER);
    whole.headers().set(http.headers());
    Writes.report(handshaker.handshake(ctx.channel(), whole, request.seen(), ctx.newPromise()));
  }
}
