package io.weir.host.route;

import com.google.re2j.Pattern;
import io.weir.host.config.ValueMatch;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a header, a query parameter or a cookie must be. Immutable.
 *
 * @param exact the whole value, null when another kind of test is made
 * @param expression matches the whole value, null when another kind of test is made; with neither,
 *     any value will do
 * @param inverted holds where the test does not; without a value the test does not hold
 */
record ValueTest(
    String name, @Nullable String exact, @Nullable Pattern expression, boolean inverted) {

  /** Names of headers have no case. */
  static ValueTest ofHeader(ValueMatch match) {
    return of(match, match.name().toLowerCase(Locale.ROOT));
  }

  static ValueTest of(ValueMatch match) {
    return of(match, match.name());
  }

  private static ValueTest of(ValueMatch match, String name) {
    return switch (match.type()) {
      case Exact -> new ValueTest(name, match.value(), null, match.invert());
      case RegularExpression ->
          new ValueTest(name, null, Pattern.compile(match.value()), match.invert());
      case Present -> new ValueTest(name, null, null, match.invert());
    };
  }

  /**
   * @param value null when there is none of the name
   */
  boolean holds(@Nullable String value) {
    return (value != null && is(value)) != inverted;
  }

  private boolean is(String value) {
    if (exact != null) {
      return exact.equals(value);
    }
    return expression == null || expression.matches(value);
  }
}
