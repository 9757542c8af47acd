package io.weir.bench.torture.origin;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;

/** Every write of the origin. One that fails reaches the connection's handler as an exception. */
@SuppressWarnings("FutureReturnValueIgnored") // the listeners take the outcome
final class Writes {

  private Writes() {}

  static void write(ChannelHandlerContext ctx, Object message) {
    report(ctx.write(message));
  }

  static void flush(ChannelHandlerContext ctx, Object message) {
    report(ctx.writeAndFlush(message));
  }

  /** Writes a last message and closes the connection after it. */
  static void flushAndClose(ChannelHandlerContext ctx, Object message) {
    ctx.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
  }

  static void close(ChannelHandlerContext ctx) {
    report(ctx.close());
  }

  static void report(ChannelFuture future) {
    future.addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }
}
