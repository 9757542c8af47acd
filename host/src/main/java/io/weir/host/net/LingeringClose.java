package io.weir.host.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client still sends: says that no more will come, reads on for a moment.
 */
final class LingeringClose {
  private static final long MOST_SECONDS = 2;

  private LingeringClose() {}

  /** What arrives from now on is the caller's to drop. */
  static void start(ChannelHandlerContext context) {
    if (!(context.channel() instanceof DuplexChannel channel)) {
      context.close();
      return;
    }
    ChannelFuture flushed = context.writeAndFlush(Unpooled.EMPTY_BUFFER);
    flushed.addListener(
        done -> {
          channel.shutdownOutput();
          context.read();
        });
    context
        .executor()
        .schedule(
            () -> {
              if (channel.isOpen()) {
                channel.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
              }
            },
            MOST_SECONDS,
            TimeUnit.SECONDS);
  }
}
