package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One index space: what {@code $id} stands for. */
final class Names {
  private final String what;
  private final Map<String, Integer> indices = new HashMap<>();
  private int count;

  Names(String what) {
    this.what = what;
  }

  int count() {
    return count;
  }

  void add(@Nullable String name) {
    if (name != null) {
      indices.put(name, count);
    }
    count++;
  }

  int resolve(Expr reference) {
    String text = reference instanceof Atom atom ? atom.text() : "";
    if (!text.startsWith("$")) {
      return Numbers.parseInt(reference);
    }
    Integer index = indices.get(text);
    if (index == null) {
      throw new WatException(reference.line(), "unknown " + what + " " + text);
    }
    return index;
  }

  /** The identifier that follows a form's keyword, null when there is none. */
  static @Nullable String of(List<Expr> items) {
    return items.size() > 1 && items.get(1) instanceof Atom atom && atom.text().startsWith("$")
        ? atom.text()
        : null;
  }
}
