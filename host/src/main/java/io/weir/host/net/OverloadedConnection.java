package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection beyond the limit: whatever it asks first, it is told in HTTP/1.1 to come
 * again later, and nothing of the request is looked at.
 */
final class OverloadedConnection extends ChannelInboundHandlerAdapter {
  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(
              Unpooled.copiedBuffer(
                  """
                  HTTP/1.1 503 Service Unavailable\r
                  content-type: text/plain\r
                  content-length: 21\r
                  retry-after: 1\r
                  connection: close\r
                  \r
                  too many connections
                  """,
                  StandardCharsets.US_ASCII))
          .asReadOnly();

  private static final long MOST_SECONDS = 5;

  private boolean answered;

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
    context.executor().schedule(() -> context.close(), MOST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
    if (!answered) {
      answered = true;
      context.write(ANSWER.duplicate());
      LingeringClose.start(context);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // whatever it was: nobody is served here
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.read();
  }
}
