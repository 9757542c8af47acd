package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Sees each frame of a client before the codec does: counts those that bring nothing, and names the
 * error that RFC 9113 section 5.1 wants for headers on a stream that is past them.
 */
final class Http2FrameGuard extends Http2FrameListenerDecorator {
  private final Http2ClientConduct conduct;

  Http2FrameGuard(Http2FrameListener codec, Http2ClientConduct conduct) {
    super(codec);
    this.conduct = conduct;
  }

  Http2FrameListener codec() {
    return listener;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    checkPlace(id, end);
    super.onHeadersRead(ctx, id, headers, padding, end);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    checkPlace(id, end);
    super.onHeadersRead(ctx, id, headers, dependency, weight, exclusive, padding, end);
  }

  private void checkPlace(int id, boolean end) throws Http2Exception {
    Http2Stream stream = conduct.connection().stream(id);
    if (stream == null) {
      checkPast(id, end);
      conduct.opened(id);
    } else if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE
        && stream.isHeadersReceived()
        && !stream.isResetSent()) {
      throw Http2Exception.streamError(
          id, Http2Error.STREAM_CLOSED, "HEADERS after the end of a request");
    }
  }

  /**
   * Trailers that were on their way when the stream was reset are no fault of the client's; but
   * what does not end its stream is none (RFC 9113 section 8.1).
   */
  private void checkPast(int id, boolean end) throws Http2Exception {
    if (!conduct.connection().streamMayHaveExisted(id)) {
      return;
    }
    switch (conduct.history().end(id)) {
      case SKIPPED ->
          throw Http2Exception.connectionError(
              Http2Error.PROTOCOL_ERROR, "HEADERS on stream %d, below the last", id);
      case COMPLETE ->
          throw Http2Exception.connectionError(
              Http2Error.STREAM_CLOSED, "HEADERS on stream %d, which is over", id);
      case RESET -> {
        if (!end) {
          throw Http2Exception.streamError(
              id, Http2Error.PROTOCOL_ERROR, "HEADERS within a request, without its end");
        }
      }
      case UNKNOWN -> {}
    }
  }

  @Override
  public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    int bytes = data.readableBytes();
    if (bytes > 0) {
      conduct.traffic(bytes);
    }
    return super.onDataRead(ctx, id, data, padding, end);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) throws Http2Exception {
    conduct.history().reset(id);
    super.onRstStreamRead(ctx, id, error);
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    conduct.idleFrame();
    super.onPriorityRead(ctx, id, dependency, weight, exclusive);
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    conduct.idleFrame();
    super.onSettingsRead(ctx, settings);
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
    conduct.idleFrame();
    super.onSettingsAckRead(ctx);
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    conduct.idleFrame();
    super.onPingRead(ctx, data);
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    conduct.idleFrame();
    super.onPingAckRead(ctx, data);
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment)
      throws Http2Exception {
    conduct.windowUpdate(id);
    super.onWindowUpdateRead(ctx, id, increment);
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    conduct.idleFrame();
    super.onUnknownFrame(ctx, type, id, flags, payload);
  }
}
