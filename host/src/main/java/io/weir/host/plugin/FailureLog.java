package io.weir.host.plugin;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many lines about a plugin's failures through in a second: each of its streams may have
 * one, and they come as fast as clients send requests. The rest is counted and told with the next
 * line; the metrics count them all. Confined to the worker's loop.
 */
final class FailureLog {
  static final int LINES_PER_SECOND = 10;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private long second;
  private int lines;
  private long dropped;

  /**
   * @param nanoTime the clock
   */
  FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.second = nanoTime.getAsLong();
  }

  /** What to put at the end of the line, which is empty mostly; null when it is one too many. */
  @Nullable String admit() {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND) {
      second = now;
      lines = 0;
    }
    if (lines >= LINES_PER_SECOND) {
      dropped++;
      return null;
    }
    lines++;
    String tail = dropped == 0 ? "" : " (" + dropped + " more like it were not logged)";
    dropped = 0;
    return tail;
  }
}
