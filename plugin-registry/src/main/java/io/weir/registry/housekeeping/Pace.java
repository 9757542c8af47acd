package io.weir.registry.housekeeping;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How fast something is read. By one thread. */
interface Pace {
  /** As fast as it goes. */
  Pace NONE = bytes -> {};

  /**
   * Waits as long as so many bytes should take.
   *
   * @throws InterruptedIOException when the reading is to end
   */
  void read(long bytes) throws InterruptedIOException;

  /** No more than so many bytes a second, on average. */
  static Pace of(long bytesPerSecond) {
    return bytes -> {
      try {
        TimeUnit.NANOSECONDS.sleep((long) (bytes * 1e9 / bytesPerSecond));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the scrub was ended");
      }
    };
  }

  /** This pace, until something says that it is to end. */
  default Pace until(BooleanSupplier end) {
    return bytes -> {
      if (end.getAsBoolean()) {
        throw new InterruptedIOException("the scrub was ended");
      }
      read(bytes);
    };
  }
}
