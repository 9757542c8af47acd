package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.weir.host.stream.HeaderList;
import java.util.Objects;

/**
 * What one stream sends: header blocks, a body that fits its declared length, resets, and the
 * window that it gives its peer. On the connection's loop.
 */
final class Http2Outbound {
  private final Http2Handler handler;
  private final Http2Stream stream;
  private final BodyLength length = new BodyLength();
  private boolean ended;

  Http2Outbound(Http2Handler handler, Http2Stream stream) {
    this.handler = handler;
    this.stream = stream;
  }

  int id() {
    return stream.id();
  }

  /** Whether the end of the message has been handed to the codec. */
  boolean ended() {
    return ended;
  }

  /**
   * @param declared the body's length, {@link BodyLength#UNKNOWN} for none
   * @return done when the block is on its way
   */
  ChannelFuture headers(Http2Headers headers, long declared, boolean end) {
    length.expect(declared);
    return block(headers, end);
  }

  private ChannelFuture block(Http2Headers headers, boolean end) {
    ended |= end;
    ChannelHandlerContext ctx = handler.context();
    ChannelFuture written =
        handler.encoder().writeHeaders(ctx, stream.id(), headers, 0, end, ctx.newPromise());
    handler.flushSoon();
    return written;
  }

  /**
   * Takes {@code chunk} over.
   *
   * @throws IllegalArgumentException when the body does not fit its declared length
   */
  ChannelFuture data(ByteBuf chunk, boolean end) {
    if (!length.accept(chunk.readableBytes(), end)) {
      chunk.release();
      throw BodyLength.misfit();
    }
    ended |= end;
    Http2ClientConduct client = handler.conduct();
    if (client != null) {
      client.traffic(chunk.readableBytes());
    }
    ChannelHandlerContext ctx = handler.context();
    ChannelFuture written =
        handler.encoder().writeData(ctx, stream.id(), chunk, 0, end, ctx.newPromise());
    handler.flushSoon();
    return written;
  }

  /**
   * @throws IllegalArgumentException when the body is shorter than its declared length, or a
   *     trailer cannot be sent
   */
  ChannelFuture trailers(HeaderList trailers) {
    Http2Headers block = Http2HeaderLists.trailersOut(trailers);
    if (block.isEmpty()) {
      return data(Unpooled.EMPTY_BUFFER, true);
    }
    if (!length.accept(0, true)) {
      throw BodyLength.misfit();
    }
    return block(block, true);
  }

  /** Breaks the stream off. */
  void reset(Http2Error error) {
    ChannelHandlerContext ctx = handler.context();
    Http2ClientConduct client = handler.conduct();
    if (client != null) {
      client.history().reset(stream.id());
    }
    // Resets of ours that the peer has no part in are not counted against it.
    handler.resetStream(ctx, stream.id(), error.code(), ctx.newPromise());
    handler.flushSoon();
  }

  /**
   * Whether more should be written. A stream with nothing in the queue may always write a little:
   * when others have used the connection's window up, an answer without a body still gets through.
   */
  boolean isWritable() {
    Http2RemoteFlowController window = handler.encoder().flowController();
    return window.isWritable(stream) || !window.hasFlowControlled(stream);
  }

  /** Whether something waits for a window, or for the socket. */
  boolean isWaiting() {
    return ended || handler.encoder().flowController().hasFlowControlled(stream);
  }

  /** All that has come is taken care of: the peer may send as much again. */
  void read() {
    Http2LocalFlowController window =
        Objects.requireNonNull(handler.connection().local().flowController());
    int bytes = window.unconsumedBytes(stream);
    if (bytes == 0) {
      return;
    }
    try {
      if (window.consumeBytes(stream, bytes)) {
        handler.flushSoon();
      }
    } catch (Http2Exception e) {
      handler.onError(handler.context(), true, e);
    }
  }
}
