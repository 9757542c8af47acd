package io.weir.registry.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request that a connection is at: goes to whoever reads it, and is dropped when
 * nobody does. Event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class BodyIntake {
  private static final int PATIENCE_SECONDS = 60;
  private static final long MAX_DISCARD = 64L << 20;

  private final Serving serving;
  private @Nullable RequestBody reader;
  private boolean declared;
  private boolean ended = true;
  private long discarded;

  BodyIntake(Serving serving) {
    this.serving = serving;
  }

  /**
   * A request begins.
   *
   * @param onRoom called on the event loop when more may be read
   * @return its body, to be read by one other thread; empty when the head announces none
   */
  InputStream begin(ChannelHandlerContext ctx, HttpRequest request, Runnable onRoom) {
    ended = false;
    discarded = 0;
    declared = announced(request);
    if (!declared) {
      return InputStream.nullInputStream();
    }
    RequestBody fresh =
        new RequestBody(
            serving.bodies(),
            HttpUtil.is100ContinueExpected(request) ? () -> sendContinue(ctx) : () -> {},
            () -> ctx.executor().execute(onRoom),
            PATIENCE_SECONDS);
    reader = fresh;
    return fresh;
  }

  private static boolean announced(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  /**
   * Takes a piece over.
   *
   * @return false when the connection is of no use any more
   */
  boolean take(HttpContent piece) {
    boolean failed = piece.decoderResult().isFailure();
    int bytes = piece.content().readableBytes();
    serving.traffic().bytesIn.add(bytes);
    RequestBody target = reader;
    if (target == null) {
      discarded += bytes;
      piece.release();
    } else {
      target.offer(piece.content());
    }
    if (piece instanceof LastHttpContent || failed) {
      ended = true;
      if (target != null) {
        target.end(failed);
      }
    }
    return !failed && discarded <= MAX_DISCARD;
  }

  /** Whether a body was announced and has not come to its end. */
  boolean isUnderWay() {
    return declared && !ended;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether the next piece can be taken. */
  boolean hasRoom() {
    return reader == null || reader.hasRoom();
  }

  /** Nobody reads on. */
  void drop() {
    if (reader != null) {
      reader.discard();
      reader = null;
    }
  }

  /** The connection is gone. */
  void abort() {
    if (reader != null) {
      reader.end(true);
    }
  }

  private static void sendContinue(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
  }
}
