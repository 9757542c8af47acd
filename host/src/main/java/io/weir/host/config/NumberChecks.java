package io.weir.host.config;

import java.time.Duration;

/** Ranges of numbers and durations. */
final class NumberChecks {
  private final Problems problems;

  NumberChecks(Problems problems) {
    this.problems = problems;
  }

  void range(int value, int least, int most, String path) {
    if (value < least || value > most) {
      problems.add(
          path, value + " (expected: " + least + " to " + most + ")", "write a number in between");
    }
  }

  void positive(Duration value, String path, String usual) {
    if (value.isZero()) {
      problems.add(path, "0s (expected: more than zero)", "write " + usual);
    }
  }
}
