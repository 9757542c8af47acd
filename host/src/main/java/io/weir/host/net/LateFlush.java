package io.weir.host.net;

import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a connection has written as the loop's next task, so that headers and the data that
 * come with them go out by one system call. Whoever flushes before takes them along. Confined to
 * the loop.
 */
final class LateFlush implements Runnable {
  private @Nullable ChannelHandlerContext waiting;

  void soon(ChannelHandlerContext context) {
    if (waiting == null) {
      waiting = context;
      context.executor().execute(this);
    }
  }

  @Override
  public void run() {
    ChannelHandlerContext context = waiting;
    waiting = null;
    if (context != null && !context.isRemoved()) {
      context.flush();
    }
  }
}
