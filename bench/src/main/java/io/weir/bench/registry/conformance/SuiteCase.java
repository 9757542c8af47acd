package io.weir.bench.registry.conformance;

/**
 * One case of the suite and what came of it.
 *
 * @param reason what the suite said; empty for a case that passed
 */
record SuiteCase(String name, Status status, String reason) {
  /** As the suite's report has it. */
  enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }
}
