package io.weir.registry.s3;

/** How the log's objects are called; in the order of names they are in the order of numbers. */
final class LogNames {
  static final String BATCHES = "log/";
  static final String SNAPSHOTS = "snapshot/";

  private LogNames() {}

  static String batch(long number) {
    return BATCHES + padded(number);
  }

  /** The snapshot of all up to a record. */
  static String snapshot(long upTo) {
    return SNAPSHOTS + padded(upTo);
  }

  /** The number in a name; -1 when somebody else put it there. */
  static long number(String name) {
    String digits = name.substring(name.lastIndexOf('/') + 1);
    return digits.matches("[0-9]{19}") ? Long.parseLong(digits) : -1;
  }

  private static String padded(long number) {
    return "%019d".formatted(number);
  }
}
