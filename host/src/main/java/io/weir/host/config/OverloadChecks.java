package io.weir.host.config;

final class OverloadChecks {
  private final Problems problems;

  OverloadChecks(Problems problems) {
    this.problems = problems;
  }

  void check(OverloadSettings overload, String path) {
    if (overload.maxConnections() < 0) {
      problems.add(
          Paths.field(path, "maxConnections"),
          overload.maxConnections() + " (expected: 0 or more)",
          "leave it out for half of the file descriptors");
    }
    percent(Paths.field(path, "heapPercent"), overload.heapPercent());
    percent(Paths.field(path, "directMemoryPercent"), overload.directMemoryPercent());
  }

  /** Below a half the limit would be reached by what a gateway needs to live. */
  private void percent(String path, int percent) {
    if (percent < 50 || percent > 100) {
      problems.add(path, percent + " (expected: 50 to 100)", "write 95");
    }
  }
}
