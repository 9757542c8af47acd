package io.weir.host.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.host.config.HttpTimeouts;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client asks for nothing, or takes too long over the headers of a request.
 * Stands before the decoder, so that it sees the bytes of half a head. One timer a connection looks
 * now and then how things stand, so that a request costs no timer of its own; time is up at most a
 * quarter of the shorter limit late.
 */
final class RequestTimer extends ChannelInboundHandlerAdapter {
  /** Hears that time is up. */
  interface Listener {
    /**
     * @param begun whether a part of a request had come
     */
    void onRequestTimeout(boolean begun);
  }

  private final long headNanos;
  private final long idleNanos;
  private final long lookNanos;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Listener listener;
  private boolean waiting;
  private boolean begun;
  private boolean armed;
  private long since;

  RequestTimer(HttpTimeouts timeouts) {
    headNanos = timeouts.requestHeaders().toNanos();
    idleNanos = timeouts.idle().toNanos();
    lookNanos = Math.max(1, Math.min(headNanos, idleNanos) / 4);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (waiting && !begun) {
      begun = true;
      since = now(context);
    }
    context.fireChannelRead(message);
  }

  /** A request is waited for from now on. */
  void await(Listener tells) {
    ChannelHandlerContext context = ctx;
    if (context == null || waiting) {
      return;
    }
    listener = tells;
    waiting = true;
    begun = false;
    since = now(context);
    arm(context);
  }

  /** The headers are there. */
  void arrived() {
    waiting = false;
  }

  private void arm(ChannelHandlerContext context) {
    if (!armed) {
      armed = true;
      context.executor().schedule(() -> check(context), lookNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void check(ChannelHandlerContext context) {
    armed = false;
    Listener tells = listener;
    if (!waiting || tells == null || !context.channel().isActive()) {
      return;
    }
    long left = since + (begun ? headNanos : idleNanos) - now(context);
    if (left > 0) {
      arm(context);
      return;
    }
    waiting = false;
    tells.onRequestTimeout(begun);
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }
}
