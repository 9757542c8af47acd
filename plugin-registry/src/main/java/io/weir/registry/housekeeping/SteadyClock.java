package io.weir.registry.housekeeping;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The wall clock's time, but never ahead of the time at the start and what has passed since: a
 * clock that is set forward makes nothing older. Any thread.
 */
final class SteadyClock implements Supplier<Instant> {
  private final Clock wall;
  private final LongSupplier nanoTime;
  private final Instant start;
  private final long startNanos;

  SteadyClock(Clock wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.start = wall.instant();
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant get() {
    Instant steady = start.plusNanos(nanoTime.getAsLong() - startNanos);
    Instant told = wall.instant();
    return told.isBefore(steady) ? told : steady;
  }
}
