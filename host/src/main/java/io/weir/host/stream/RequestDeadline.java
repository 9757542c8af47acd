package io.weir.host.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a whole request may take, plugins and all tries included (GEP-1742, {@code
 * request}). It counts from the request's headers. Confined to the loop.
 */
final class RequestDeadline {
  private final EventLoop loop;
  private final Runnable passed;
  private final long start;
  private @Nullable ScheduledFuture<?> timer;
  private long limit;

  /**
   * @param passed runs once, on the loop, unless cancelled before
   */
  RequestDeadline(EventLoop loop, Runnable passed) {
    this.loop = loop;
    this.passed = passed;
    this.start = loop.ticker().nanoTime();
  }

  /** Sets the limit, from the start; zero: none. It may be in the past. */
  void limit(Duration from) {
    long nanos = from.toNanos();
    if (nanos == limit) {
      return;
    }
    cancel();
    limit = nanos;
    if (nanos > 0) {
      long left = nanos - (loop.ticker().nanoTime() - start);
      timer = loop.schedule(passed, Math.max(0, left), TimeUnit.NANOSECONDS);
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
