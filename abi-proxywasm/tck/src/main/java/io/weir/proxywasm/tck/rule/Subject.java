package io.weir.proxywasm.tck.rule;

/** What rules are tried on: a column of the matrix. */
public interface Subject extends AutoCloseable {
  String name();

  Driver driver();

  /**
   * Tries one rule.
   *
   * @throws Exception when the subject itself fails; the rule counts as failed then
   */
  Outcome run(Rule rule) throws Exception;

  @Override
  void close() throws Exception;
}
