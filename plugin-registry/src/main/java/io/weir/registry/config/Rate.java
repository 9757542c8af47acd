package io.weir.registry.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in a length of time, written {@code 100/s} or {@code 10/m}. As many may come at once.
 *
 * @param count 1 or more
 * @param period longer than zero
 */
public record Rate(int count, Duration period) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{0,4}(?:s|m|h|d))");

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException when it is none
   */
  @JsonCreator
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
      String unit = matcher.group(2);
      Duration period = Durations.parse(Character.isDigit(unit.charAt(0)) ? unit : "1" + unit);
      if (!period.isZero()) {
        return new Rate(Integer.parseInt(matcher.group(1)), period);
      }
    }
    throw new IllegalArgumentException(text + " (expected: a rate such as 100/s, 10/m or 500/10m)");
  }
}
