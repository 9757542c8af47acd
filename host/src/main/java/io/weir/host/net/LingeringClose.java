package io.weir.host.net;

import io.netty.buffer.Unpooled;
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
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(answered -> linger(context, channel));
  }

  /** The answer is with the kernel. Until then, how long it may take is the caller's to say. */
  private static void linger(ChannelHandlerContext context, DuplexChannel channel) {
    if (!channel.isActive()) {
      return;
    }
    HalfClose.of(channel);
    context.read();
    context.executor().schedule(() -> channel.close(), MOST_SECONDS, TimeUnit.SECONDS);
  }
}
