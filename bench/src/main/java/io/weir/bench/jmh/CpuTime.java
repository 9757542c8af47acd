package io.weir.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * The processor time of an operation in this process: what is left to compare by on a machine that
 * is busy with other things, since it does not count the time in which they had the processor.
 */
final class CpuTime {
  private static final int WARM_UP = 300_000;
  private static final int BATCH = 20_000;
  private static final int BATCHES = 60;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /**
   * Microseconds of an operation: the lower quartile of the batches.
   *
   * @param operation gives the same number each time
   */
  static double micros(IntSupplier operation) {
    double[] batches = new double[BATCHES];
    int result = operation.getAsInt();
    batch(operation, result, WARM_UP);
    for (int i = 0; i < BATCHES; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      batch(operation, result, BATCH);
      batches[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1000.0 / BATCH;
    }
    Arrays.sort(batches);
    return batches[BATCHES / 4];
  }

  private static void batch(IntSupplier operation, int expected, int count) {
    for (int i = 0; i < count; i++) {
      int result = operation.getAsInt();
      if (result != expected) {
        throw new IllegalStateException(
            "the result of operation " + i + ": " + result + " (expected: " + expected + ")");
      }
    }
  }
}
