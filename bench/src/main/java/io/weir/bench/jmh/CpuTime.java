package io.weir.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The processor time of a cycle in this process: what is left to compare by on a machine that is
 * busy with other things, since it does not count the time in which they had the processor.
 */
final class CpuTime {
  private static final int WARM_UP = 300_000;
  private static final int BATCH = 20_000;
  private static final int BATCHES = 60;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Microseconds of a cycle: the lower quartile of the batches. */
  static double micros(Subject subject, Path root) {
    double[] batches = new double[BATCHES];
    try (Cycle cycle = Cycle.start(subject, root)) {
      cycle.verify();
      batch(cycle, WARM_UP);
      for (int i = 0; i < BATCHES; i++) {
        long before = THREADS.getCurrentThreadCpuTime();
        batch(cycle, BATCH);
        batches[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1000.0 / BATCH;
      }
      cycle.verify();
    }
    Arrays.sort(batches);
    return batches[BATCHES / 4];
  }

  private static void batch(Cycle cycle, int count) {
    for (int i = 0; i < count; i++) {
      if (cycle.run() != 2) {
        throw new IllegalStateException("headers added by cycle " + i + " (expected: 2)");
      }
    }
  }
}
