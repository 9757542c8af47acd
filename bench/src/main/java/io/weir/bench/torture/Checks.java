package io.weir.bench.torture;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The named checks of a run and how they came out. For a single thread. */
final class Checks {

  private final List<String> lines = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int passed;

  /**
   * @param detail what was found instead, for a check that failed
   */
  void check(String name, boolean holds, String detail) {
    if (holds) {
      passed++;
      lines.add("ok    " + name);
    } else {
      failures.add(name);
      lines.add("FAIL  %s: %s".formatted(name, detail));
    }
  }

  /** A check that cannot be made; it counts as neither. */
  void skip(String name, String reason) {
    lines.add("skip  %s: %s".formatted(name, reason));
  }

  /** A line that helps to read a failure. */
  void note(String text) {
    lines.add("      " + text);
  }

  void checkZero(String name, long count) {
    check(name, count == 0, Long.toString(count));
  }

  boolean allPassed() {
    return failures.isEmpty() && passed > 0;
  }

  /** The names of the checks that failed. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Prints one line a check and the last line. */
  void print(PrintStream out) {
    lines.forEach(out::println);
    out.printf("%d passed, %d failed%n", passed, failures.size());
  }
}
