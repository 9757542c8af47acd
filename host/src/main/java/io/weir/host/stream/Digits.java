package io.weir.host.stream;

import org.jspecify.annotations.Nullable;

/** Short decimal numbers in the values of headers: digits and nothing else. */
final class Digits {
  /** As many always fit into an {@code int}. */
  static final int MOST = 9;

  private Digits() {}

  /**
   * -1 for what is not there, or no number of at most so many digits.
   *
   * @param most at most {@link #MOST}
   */
  static int of(@Nullable String text, int most) {
    return text == null || text.isEmpty() || text.length() > most ? -1 : first(text, text.length());
  }

  /**
   * What the first characters of {@code text} say; -1 when they are not all digits.
   *
   * @param count at most {@link #MOST}
   */
  static int first(String text, int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
