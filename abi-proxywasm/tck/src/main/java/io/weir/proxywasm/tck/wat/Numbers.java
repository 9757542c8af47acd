package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import java.math.BigInteger;

/** Number literals. */
final class Numbers {
  private Numbers() {}

  static int parseInt(Expr expr) {
    return (int) parseLong(expr);
  }

  /** Decimal or {@code 0x} hexadecimal, signed or unsigned, with {@code _} between digits. */
  static long parseLong(Expr expr) {
    String text = text(expr).replace("_", "");
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    try {
      long magnitude =
          digits.startsWith("0x")
              ? new BigInteger(digits.substring(2), 16).longValue()
              : new BigInteger(digits).longValue();
      return negative ? -magnitude : magnitude;
    } catch (NumberFormatException e) {
      throw new WatException(expr.line(), "number: " + text);
    }
  }

  static double parseDouble(Expr expr) {
    try {
      return Double.parseDouble(text(expr));
    } catch (NumberFormatException e) {
      throw new WatException(expr.line(), "number: " + text(expr));
    }
  }

  private static String text(Expr expr) {
    if (expr instanceof Atom atom) {
      return atom.text();
    }
    throw new WatException(expr.line(), "no number here");
  }
}
