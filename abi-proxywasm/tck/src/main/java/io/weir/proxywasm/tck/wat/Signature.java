package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import io.weir.proxywasm.tck.wat.Expr.Form;
import java.util.ArrayList;
import java.util.List;

/** A function type: value types by their codes. */
record Signature(List<Integer> params, List<Integer> results) {
  /** Reads the {@code (param ...)} and {@code (result ...)} forms among {@code items}. */
  static Signature of(List<Expr> items) {
    List<Integer> params = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    for (Expr item : items) {
      if (item instanceof Form form && form.head().equals("param")) {
        params.addAll(types(form));
      } else if (item instanceof Form form && form.head().equals("result")) {
        results.addAll(types(form));
      }
    }
    return new Signature(params, results);
  }

  /** The types that a param, result or local form lists, its name left out. */
  static List<Integer> types(Form form) {
    List<Integer> types = new ArrayList<>();
    for (Expr item : form.items().subList(1, form.items().size())) {
      if (item instanceof Atom atom && !atom.text().startsWith("$")) {
        types.add(type(atom));
      }
    }
    return types;
  }

  static int type(Expr expr) {
    return switch (expr instanceof Atom atom ? atom.text() : "") {
      case "i32" -> 0x7f;
      case "i64" -> 0x7e;
      case "f32" -> 0x7d;
      case "f64" -> 0x7c;
      case "funcref" -> 0x70;
      default -> throw new WatException(expr.line(), "unknown value type");
    };
  }

  void write(Bytes out) {
    out.bytes(0x60);
    vector(out, params);
    vector(out, results);
  }

  private static void vector(Bytes out, List<Integer> types) {
    out.unsigned(types.size());
    types.forEach(out::bytes);
  }
}
