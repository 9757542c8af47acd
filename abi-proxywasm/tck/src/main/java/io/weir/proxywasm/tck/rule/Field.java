package io.weir.proxywasm.tck.rule;

import java.util.List;

/**
 * A header or trailer.
 *
 * @param name in lower case
 */
public record Field(String name, String value) {
  /** From {@code name: value}. */
  static Field parse(String text) {
    int colon = text.indexOf(':', 1); // a pseudo header begins with one
    if (colon < 0) {
      throw new IllegalArgumentException("header: " + text + " (expected: name: value)");
    }
    return new Field(text.substring(0, colon), text.substring(colon + 1).strip());
  }

  /** All values of {@code name} in their order, with {@code |} between them; empty for none. */
  public static String values(List<Field> fields, String name) {
    return String.join(
        "|", fields.stream().filter(f -> f.name.equals(name)).map(Field::value).toList());
  }

  /** Whether there is one. */
  public static boolean has(List<Field> fields, String name) {
    return fields.stream().anyMatch(f -> f.name.equals(name));
  }
}
