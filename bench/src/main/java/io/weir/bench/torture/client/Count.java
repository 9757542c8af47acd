package io.weir.bench.torture.client;

/** What is counted of each kind; the columns of the table. */
public enum Count {
  OPENED("opened"),
  COMPLETED("completed"),
  /** Ended before its end, or on a connection that was closed under it. */
  CUT("cut"),
  /** Body bytes compared, both directions. */
  BYTES("bytes"),
  /** Streams with a wrong byte, or too few or too many of them. */
  MISMATCHES("mismatches"),
  NON_2XX("non-2xx"),
  MIXED("mixed"),
  STALE("stale"),
  /** Answers by a state older than an earlier one of their connection, or not yet asked for. */
  DISORDER("disorder"),
  /** Streams whose plugins were replaced while they ran, and acknowledged to be. */
  CROSSED("crossed");

  private final String label;

  Count(String label) {
    this.label = label;
  }

  /** The name in the table. */
  public String label() {
    return label;
  }
}
