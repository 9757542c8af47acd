package io.weir.proxywasm.tck.wat;

import java.util.List;

/** An S-expression with the line on which it starts. */
sealed interface Expr {
  int line();

  /** A keyword, identifier or number. */
  record Atom(int line, String text) implements Expr {}

  /** A string literal's bytes, escapes resolved. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(int line, byte[] bytes) implements Expr {}

  /** A parenthesised list. */
  record Form(int line, List<Expr> items) implements Expr {
    /** The keyword that opens the list, empty when none does. */
    String head() {
      return !items.isEmpty() && items.getFirst() instanceof Atom atom ? atom.text() : "";
    }
  }
}
