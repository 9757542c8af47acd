package io.weir.host.net;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a connection has carried no stream for a while. A stream that begins or ends costs no
 * more than a look at the clock: the timer looks when it goes off how things stand. Confined to the
 * loop.
 */
final class ConnectionIdleTimer {
  private final EventExecutor loop;
  private final Runnable expired;
  private long limitNanos;
  private long since;
  private boolean idle;
  private @Nullable ScheduledFuture<?> next;

  /**
   * @param expired runs on the loop; once for each time without a stream
   */
  ConnectionIdleTimer(EventExecutor loop, Runnable expired) {
    this.loop = loop;
    this.expired = expired;
  }

  /** There is no stream from now on. */
  void idle(long nanos) {
    idle = true;
    limitNanos = nanos;
    since = loop.ticker().nanoTime();
    arm(nanos);
  }

  void busy() {
    idle = false;
  }

  /** The connection is gone: nothing holds on to it any more. */
  void stop() {
    idle = false;
    ScheduledFuture<?> look = next;
    next = null;
    if (look != null) {
      look.cancel(false);
    }
  }

  private void arm(long nanos) {
    if (next == null) {
      next = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    next = null;
    if (!idle) {
      return;
    }
    long left = since + limitNanos - loop.ticker().nanoTime();
    if (left > 0) {
      arm(left);
      return;
    }
    idle = false;
    expired.run();
  }
}
