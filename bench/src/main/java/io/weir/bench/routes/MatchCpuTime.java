package io.weir.bench.routes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The processor time of a match in this process: what is left to compare by on a machine that is
 * busy with other things.
 */
final class MatchCpuTime {
  private static final int WARM_UP = 1_000_000;
  private static final int BATCH = 100_000;
  private static final int BATCHES = 40;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static @Nullable Object last; // what is stored is not optimized away

  private MatchCpuTime() {}

  /** Nanoseconds of a match: the lower quartile of the batches. */
  static double nanos(String kind, int routes) {
    RouteMatching matching = new RouteMatching();
    matching.kind = kind;
    matching.routes = routes;
    matching.fill();
    batch(matching, WARM_UP);
    double[] batches = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      batch(matching, BATCH);
      batches[i] = (double) (THREADS.getCurrentThreadCpuTime() - before) / BATCH;
    }
    Arrays.sort(batches);
    return batches[BATCHES / 4];
  }

  private static void batch(RouteMatching matching, int count) {
    for (int i = 0; i < count; i++) {
      last = matching.match();
    }
  }
}
