package io.weir.host.config;

import java.util.Map;

/** Keys that stand twice in one mapping. */
final class Duplicates {
  private Duplicates() {}

  static void check(
      Map<String, SourceNode.Field> fields, String name, Place at, int line, Problems problems) {
    SourceNode.Field first = fields.get(name);
    if (first != null) {
      String message = "duplicate key (the first is on line " + first.line() + ")";
      problems.addAt(at.toString(), line, message, "keep one of the two");
    }
  }
}
