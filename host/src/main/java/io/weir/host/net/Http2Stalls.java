package io.weir.host.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.HttpTimeouts;
import io.weir.host.observe.CloseReason;
import io.weir.host.tls.AbruptClose;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the streams of one client that stand still because of it: a body that the gateway waits for,
 * or a response that the client takes nothing of; and its connection when the socket takes nothing
 * at all, not even a goodbye, or when headers do not come to their end. A timer for the connection
 * looks at all streams four times in a time limit, so that a request costs no timer and no look at
 * the clock; a stream ends after its limit, or up to a quarter later. Confined to the loop.
 */
final class Http2Stalls implements Http2ClientConduct.Windows {
  private static final Logger log = LoggerFactory.getLogger(Http2Stalls.class);

  /** How often a limit is looked at. */
  private static final int LOOKS = 4;

  private final Http2ServerConnection connection;
  private final Limits limits;
  private final long headNanos;
  private final long periodNanos;
  private @Nullable ScheduledFuture<?> next;
  private boolean windowMoved;
  private long heldBytes;
  private long heldNanos;
  private long block;
  private long blockNanos;

  /**
   * What a stream may take.
   *
   * @param bodyNanos without a byte of a body
   * @param receivedNanos for the whole of it
   * @param writeNanos without taking a byte of the response
   */
  record Limits(long bodyNanos, long receivedNanos, long writeNanos) {
    static Limits of(HttpTimeouts timeouts) {
      return new Limits(
          nanos(timeouts.bodyIdle()),
          nanos(timeouts.requestReceived()),
          nanos(timeouts.writeIdle()));
    }

    long least() {
      return Math.min(Math.min(bodyNanos, receivedNanos), writeNanos);
    }
  }

  Http2Stalls(Http2ServerConnection connection, HttpTimeouts timeouts) {
    this.connection = connection;
    this.limits = Limits.of(timeouts);
    this.headNanos = nanos(timeouts.requestHeaders());
    this.periodNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(1), least() / LOOKS);
  }

  private static long nanos(Duration limit) {
    return limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
  }

  private long least() {
    return Math.min(limits.least(), headNanos);
  }

  /** The connection is there. */
  void start() {
    if (least() != Long.MAX_VALUE) {
      next = context().executor().schedule(this::look, periodNanos, TimeUnit.NANOSECONDS);
    }
  }

  void stop() {
    ScheduledFuture<?> look = next;
    next = null;
    if (look != null) {
      look.cancel(false);
    }
  }

  @Override
  public void onWindow(int stream) {
    if (stream == 0) {
      windowMoved = true;
      return;
    }
    Http2ServerStream given = connection.stream(stream);
    if (given != null) {
      given.windowMoved();
    }
  }

  private void look() {
    next = null;
    if (!connection.handler.isActive()) {
      return;
    }
    long held = held();
    boolean taken = held > 0 && held != heldBytes;
    boolean moved = windowMoved || taken;
    heldNanos = held == 0 || taken ? 0 : heldNanos + periodNanos;
    heldBytes = held;
    windowMoved = false;
    if (heldNanos > limits.writeNanos()) {
      log.debug("{}: the client takes nothing of what waits", context().channel());
      AbruptClose.of(context().channel());
      return;
    }
    if (blockStalled()) {
      CloseReason.HEADERS_TIMEOUT.note(context().channel());
      connection.handler.onError(
          context(),
          false,
          Http2Exception.connectionError(
              Http2Error.ENHANCE_YOUR_CALM, "the headers of a request did not come in time"));
      return;
    }
    start();
    if (connection.streams() > 0) {
      lookAtStreams(moved);
    }
  }

  /** Whether one block of headers has been on its way for too long, in whatever pieces. */
  private boolean blockStalled() {
    Http2ClientConduct conduct = connection.handler.conduct();
    long now = conduct == null ? 0 : conduct.blocks().open();
    blockNanos = now == 0 || now != block ? 0 : blockNanos + periodNanos;
    block = now;
    return blockNanos > headNanos;
  }

  private void lookAtStreams(boolean moved) {
    try {
      connection
          .handler
          .connection()
          .forEachActiveStream(
              active -> {
                Http2ServerStream stream = connection.stream(active.id());
                if (stream != null) {
                  stream.look(periodNanos, moved, limits);
                }
                return true;
              });
    } catch (Http2Exception e) {
      connection.handler.onError(context(), true, e);
    }
  }

  /** Bytes that the codec has written and the socket has not taken. */
  private long held() {
    ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private ChannelHandlerContext context() {
    return connection.handler.context();
  }
}
