package io.weir.bench.torture.origin;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Sends every frame back as it came, then closes when asked to. */
final class EchoFrames {

  private EchoFrames() {}

  /** Takes over the frame. */
  static void echo(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case CloseWebSocketFrame close -> Writes.flushAndClose(ctx, close);
      case PingWebSocketFrame ping -> Writes.flush(ctx, new PongWebSocketFrame(ping.content()));
      default -> Writes.flush(ctx, frame);
    }
  }
}
