package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import org.jspecify.annotations.Nullable;

/**
 * Tells HTTP/2 by prior knowledge from HTTP/1.1 by the first bytes of a connection (RFC 9113
 * section 3.4), and goes. Holds bytes only while they are a part of the preface.
 */
final class PrefaceDetector extends ChannelInboundHandlerAdapter {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf()).asReadOnly();

  private final ServerPipeline handlers;
  private @Nullable ByteBuf first;

  PrefaceDetector(ServerPipeline handlers) {
    this.handlers = handlers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = joined((ByteBuf) message);
    int length = Math.min(bytes.readableBytes(), PREFACE.readableBytes());
    boolean begins =
        PREFACE
            .slice(PREFACE.readerIndex(), length)
            .equals(bytes.slice(bytes.readerIndex(), length));
    if (begins && length < PREFACE.readableBytes()) {
      first = bytes;
      return;
    }
    first = null;
    if (begins) {
      handlers.upgrade(context);
    }
    context.pipeline().remove(this);
    context.fireChannelRead(bytes);
  }

  private ByteBuf joined(ByteBuf bytes) {
    ByteBuf before = first;
    return before == null ? bytes : Unpooled.wrappedBuffer(before, bytes);
  }

  /** Half a preface: nobody behind would ask for more. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (first != null) {
      context.read();
    } else {
      context.fireChannelReadComplete();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ByteBuf held = first;
    first = null;
    if (held != null) {
      held.release();
    }
  }
}
