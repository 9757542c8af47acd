package io.weir.registry.plugin;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of a schema from strangers: it gives up after so many steps, so that none can take for
 * ever.
 */
record BoundedPattern(Pattern pattern) implements RegularExpression {
  private static final int STEPS = 200_000;

  /** A pattern that takes more steps than it has. */
  static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException(String pattern) {
      super("pattern " + pattern + ": it takes too many steps");
    }
  }

  /**
   * @throws java.util.regex.PatternSyntaxException when it is none
   */
  static BoundedPattern of(String pattern) {
    return new BoundedPattern(Pattern.compile(pattern));
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(new Counted(value, pattern.pattern(), new int[1])).find();
  }

  /** A text that counts how often it is looked at. */
  @SuppressWarnings("ArrayRecordComponent") // one count, shared with its parts
  private record Counted(CharSequence text, String pattern, int[] steps) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps[0] > STEPS) {
        throw new TooManyStepsException(pattern);
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), pattern, steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
