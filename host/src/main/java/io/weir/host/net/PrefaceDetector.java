package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells HTTP/2 by prior knowledge from HTTP/1.1 by the first bytes of a connection (RFC 9113
 * section 3.4), and goes. Holds bytes only while they are a part of the preface.
 */
final class PrefaceDetector extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(PrefaceDetector.class);
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf()).asReadOnly();

  private static final ByteBuf VERSION =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(" HTTP/", StandardCharsets.US_ASCII))
          .asReadOnly();

  /** So far a line feed is looked for. */
  private static final int LINE = 1024;

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
      handlers.begun(context);
      return;
    }
    first = null;
    if (!begins && isNoRequest(bytes)) {
      log.debug("{}: closed: neither HTTP/1.1 nor HTTP/2", context.channel());
      bytes.release();
      context.close();
      return;
    }
    if (begins) {
      handlers.upgrade(context);
    }
    context.pipeline().remove(this);
    context.fireChannelRead(bytes);
  }

  /**
   * Whether the first line has three words or more, and none of them is a version of HTTP. What is
   * not even an attempt at HTTP/1.1 is a broken preface, whose connection ends without a word (RFC
   * 9113 section 3.4).
   */
  private static boolean isNoRequest(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int line = bytes.bytesBefore(Math.min(bytes.readableBytes(), LINE), (byte) '\n');
    if (line <= 0 || ByteBufUtil.indexOf(VERSION, bytes.slice(start, line)) >= 0) {
      return false;
    }
    int first = bytes.indexOf(start, start + line, (byte) ' ');
    return first >= 0 && bytes.indexOf(first + 1, start + line, (byte) ' ') >= 0;
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
