package io.weir.bench.torture.client;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Holds a stream to so many bytes a second. For a single thread. */
final class Pace {

  private final long bytesPerSecond;
  private final long start = System.nanoTime();
  private long bytes;

  /**
   * @param bytesPerSecond 0: no limit
   */
  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** To be called after {@code n} more bytes: waits until they were due. */
  void after(long n) throws InterruptedIOException {
    bytes += n;
    if (bytesPerSecond == 0) {
      return;
    }
    long due = start + TimeUnit.SECONDS.toNanos(1) / 1000 * (bytes * 1000 / bytesPerSecond);
    pause(due - System.nanoTime());
  }

  /** Sleeps; an interrupt ends the stream. */
  static void pause(long nanos) throws InterruptedIOException {
    if (nanos <= 0) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: the run is being ended");
    }
  }
}
