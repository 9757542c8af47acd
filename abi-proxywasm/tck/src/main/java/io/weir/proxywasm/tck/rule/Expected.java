package io.weir.proxywasm.tck.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message must be.
 *
 * @param start null where it does not matter
 * @param headers those that must be there with these values, {@code |} between several; a name that
 *     begins with {@code !} must not be there
 * @param body null where it does not matter
 * @param none whether there must be no such message at all
 */
public record Expected(
    @Nullable String start,
    List<Field> headers,
    @Nullable String body,
    List<Field> trailers,
    boolean none) {

  /** Nothing that could be wrong. */
  static final Expected ANYTHING = new Expected(null, List.of(), null, List.of(), false);

  public Expected {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  /**
   * What is wrong with {@code actual}, a line each.
   *
   * @param who which message it is
   * @param actual null when there was none
   */
  public List<String> mismatches(String who, @Nullable Message actual) {
    List<String> wrong = new ArrayList<>();
    if (actual == null) {
      boolean wanted = start != null || body != null || !headers.isEmpty() || !trailers.isEmpty();
      if (wanted && !none) {
        wrong.add(who + ": none (expected: one)");
      }
      return wrong;
    }
    if (none) {
      wrong.add(who + ": " + actual.start() + " (expected: none)");
      return wrong;
    }
    compare(wrong, who, start, actual.start());
    fields(wrong, who, headers, actual.headers());
    compare(wrong, who + " body", body, actual.body());
    fields(wrong, who + " trailer", trailers, actual.trailers());
    return wrong;
  }

  private static void fields(
      List<String> wrong, String who, List<Field> expected, List<Field> actual) {
    for (Field field : expected) {
      String name = field.name();
      if (name.startsWith("!")) {
        compare(wrong, who + " " + name.substring(1), "", Field.values(actual, name.substring(1)));
      } else if (!Field.has(actual, name)) {
        wrong.add(who + " " + name + ": none (expected: " + field.value() + ")");
      } else {
        compare(wrong, who + " " + name, field.value(), Field.values(actual, name));
      }
    }
  }

  static void compare(List<String> wrong, String what, @Nullable String expected, String actual) {
    if (expected != null && !expected.equals(actual)) {
      wrong.add(what + ": " + shortened(actual) + " (expected: " + shortened(expected) + ")");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "... " + text.length() + " bytes";
  }
}
