package io.weir.host.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when nothing has passed for a while. Its timer looks when it goes off how long ago the last
 * byte was, so that a byte costs no more than a look at the clock. Confined to the loop.
 */
public final class IdleTimer {
  private final EventLoop loop;
  private final long limitNanos;
  private final Runnable idle;
  private long last;
  private @Nullable ScheduledFuture<?> timer;

  private IdleTimer(EventLoop loop, long limitNanos, Runnable idle) {
    this.loop = loop;
    this.limitNanos = limitNanos;
    this.idle = idle;
    touch();
    arm(limitNanos);
  }

  /**
   * @param idle runs once, on the loop, unless cancelled before
   * @return null when {@code limit} is zero: none
   */
  public static @Nullable IdleTimer start(EventLoop loop, Duration limit, Runnable idle) {
    return limit.isZero() ? null : new IdleTimer(loop, limit.toNanos(), idle);
  }

  public void touch() {
    last = loop.ticker().nanoTime();
  }

  public void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void arm(long nanos) {
    timer = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    timer = null;
    long left = last + limitNanos - loop.ticker().nanoTime();
    if (left > 0) {
      arm(left);
      return;
    }
    idle.run();
  }
}
