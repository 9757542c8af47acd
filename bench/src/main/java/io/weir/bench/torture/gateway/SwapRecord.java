package io.weir.bench.torture.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How the swaps went. Written by one thread, read after it. */
public final class SwapRecord {

  private static final int MAX_REFUSALS = 5;

  private final List<Long> nanos = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int refused;
  private long generation;

  void accepted(int swap, long tookNanos, long newGeneration) {
    nanos.add(tookNanos);
    if (newGeneration <= generation) {
      problem(
          "swap %d: generation %d (expected: above %d)".formatted(swap, newGeneration, generation));
    }
    generation = newGeneration;
  }

  void refused(int swap, String why) {
    refused++;
    problem("swap %d: %s".formatted(swap, why));
  }

  public int accepted() {
    return nanos.size();
  }

  public int refused() {
    return refused;
  }

  /** Why swaps were refused, and answers that named a generation that is not new. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Minimum, median, 99th percentile and maximum in milliseconds, or {@code none}. */
  public String latency() {
    if (nanos.isEmpty()) {
      return "none";
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "min %.1f  median %.1f  p99 %.1f  max %.1f ms",
        millis(sorted, 0),
        millis(sorted, 0.5),
        millis(sorted, 0.99),
        millis(sorted, 1));
  }

  private void problem(String text) {
    if (problems.size() < MAX_REFUSALS) {
      problems.add(text);
    }
  }

  /** The nearest-rank percentile. */
  private static double millis(List<Long> sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1)) / 1e6;
  }
}
