package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Takes the PROXY header off a connection, tells of it as an event, and goes. Stands before all
 * else; the timer of {@link ConnectionGate} bounds how long it waits.
 */
final class ProxyHeaderHandler extends ByteToMessageDecoder {
  private final boolean required;

  /**
   * @param required whether a connection without a header is refused
   */
  ProxyHeaderHandler(boolean required) {
    this.required = required;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    ProxyHeader header;
    if (!required && !ProxyHeaderParser.maybe(in)) {
      header = ProxyHeader.LOCAL;
    } else {
      try {
        header = ProxyHeaderParser.parse(in);
      } catch (IllegalArgumentException e) {
        in.skipBytes(in.readableBytes());
        context.fireExceptionCaught(e);
        return;
      }
    }
    if (header != null) {
      context.fireUserEventTriggered(header);
      context.pipeline().remove(this); // which hands on what is behind it
    }
  }
}
