package io.weir.host.net;

import io.netty.buffer.ByteBuf;
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
  private static final byte[] STATUS =
      "HTTP/1.1 503 Service Unavailable\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] REST =
      """
      content-type: text/plain\r
      content-length: 21\r
      retry-after: 1\r
      connection: close\r
      \r
      too many connections
      """
          .getBytes(StandardCharsets.US_ASCII);

  private static final long MOST_SECONDS = 5;

  private final HttpDate date;
  private boolean answered;

  OverloadedConnection(HttpDate date) {
    this.date = date;
  }

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
      byte[] line = date.line();
      ByteBuf answer = context.alloc().buffer(STATUS.length + line.length + REST.length);
      context.write(answer.writeBytes(STATUS).writeBytes(line).writeBytes(REST));
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
