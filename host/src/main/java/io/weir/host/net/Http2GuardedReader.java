package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * Netty's frame reader with an {@link Http2FrameGuard} between it and the codec, and an {@link
 * Http2BlockWatch} before it.
 */
final class Http2GuardedReader implements Http2FrameReader {
  private final Http2FrameReader frames;
  private final Http2ClientConduct conduct;
  private @Nullable Http2FrameGuard guard;

  Http2GuardedReader(Http2FrameReader frames, Http2ClientConduct conduct) {
    this.frames = frames;
    this.conduct = conduct;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener codec)
      throws Http2Exception {
    Http2FrameGuard g = guard;
    if (g == null || g.codec() != codec) { // the codec has one for the first frame, one after
      g = new Http2FrameGuard(codec, conduct);
      guard = g;
    }
    Http2BlockWatch blocks = conduct.blocks();
    blocks.look(input);
    try {
      frames.readFrame(ctx, input, g);
    } finally {
      blocks.left(input);
    }
  }

  @Override
  public Configuration configuration() {
    return frames.configuration();
  }

  @Override
  public void close() {
    frames.close();
  }
}
