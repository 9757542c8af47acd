package io.weir.proxywasm.tck.matrix;

import java.util.List;

/** What one host does with one rule. */
sealed interface Cell {
  /** As the rule has it. */
  record Ok() implements Cell {}

  /**
   * Otherwise, and nobody has said why.
   *
   * @param wrong a line each
   */
  record Fail(List<String> wrong) implements Cell {}

  /** Otherwise, for a reason that is known. */
  record Differs(Difference difference) implements Cell {}

  /** The rule cannot be tried there. */
  record NotApplicable() implements Cell {}

  /** How the table shows it. */
  default String mark() {
    return switch (this) {
      case Ok() -> "ok";
      case Fail f -> "FAIL";
      case Differs d -> "differs";
      case NotApplicable() -> "n/a";
    };
  }
}
