package io.weir.proxywasm.tck.rule;

/** What rules are tried on: a column of the matrix. */
public interface Subject extends AutoCloseable {
  String name();

  Driver driver();

  /** Whether {@code rule} can be tried here. */
  default boolean tries(Rule rule) {
    return rule.drivers().contains(driver());
  }

  /**
   * Tries one rule.
   *
   * @throws Exception when the subject itself fails; the rule counts as failed then
   */
  Outcome run(Rule rule) throws Exception;

  @Override
  void close() throws Exception;
}
