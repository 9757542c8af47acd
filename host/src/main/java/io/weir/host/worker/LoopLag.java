package io.weir.host.worker;

import io.netty.channel.EventLoop;
import io.weir.host.observe.WorkerWatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks twice a second how late a loop comes to its tasks: what holds it up holds up all streams.
 */
final class LoopLag {
  private static final long PERIOD_NANOS = 500_000_000;

  private final EventLoop loop;
  private final WorkerWatch watch;
  private long due;

  private LoopLag(EventLoop loop, WorkerWatch watch) {
    this.loop = loop;
    this.watch = watch;
  }

  /** From now on, until the loop is shut down. Any thread. */
  static void watch(EventLoop loop, WorkerWatch watch) {
    LoopLag lag = new LoopLag(loop, watch);
    loop.execute(lag::arm);
  }

  private void arm() {
    due = System.nanoTime() + PERIOD_NANOS;
    loop.schedule(this::look, PERIOD_NANOS, TimeUnit.NANOSECONDS);
  }

  private void look() {
    watch.late(System.nanoTime() - due);
    arm();
  }
}
