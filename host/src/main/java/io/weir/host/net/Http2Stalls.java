package io.weir.host.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.HttpTimeouts;
import io.weir.host.tls.AbruptClose;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the streams of one client that stand still because of it: a body that the gateway waits for,
 * or a response that the client takes nothing of; and its connection when the socket takes nothing
 * at all, not even a goodbye. A timer for the connection looks at all streams four times in a time
 * limit, so that a request costs no timer and no look at the clock; a stream ends after its limit,
 * or up to a quarter later. Confined to the loop.
 */
final class Http2Stalls implements Http2ClientConduct.Windows {
  private static final Logger log = LoggerFactory.getLogger(Http2Stalls.class);

  /** How often a limit is looked at. */
  private static final int LOOKS = 4;

  private final Http2ServerConnection connection;
  private final long bodyNanos;
  private final long writeNanos;
  private final long periodNanos;
  private @Nullable ScheduledFuture<?> next;
  private boolean windowMoved;
  private long heldBytes;
  private long heldNanos;

  Http2Stalls(Http2ServerConnection connection, HttpTimeouts timeouts) {
    this.connection = connection;
    this.bodyNanos = nanos(timeouts.bodyIdle());
    this.writeNanos = nanos(timeouts.writeIdle());
    this.periodNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(1), least() / LOOKS);
  }

  private static long nanos(Duration limit) {
    return limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
  }

  private long least() {
    return Math.min(bodyNanos, writeNanos);
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
    if (heldNanos > writeNanos) {
      log.debug("{}: the client takes nothing of what waits", context().channel());
      AbruptClose.of(context().channel());
      return;
    }
    start();
    if (connection.streams() > 0) {
      lookAtStreams(moved);
    }
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
                  stream.look(periodNanos, moved, bodyNanos, writeNanos);
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
