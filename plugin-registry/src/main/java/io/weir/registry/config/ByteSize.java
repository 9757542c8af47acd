package io.weir.registry.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of storage, written {@code 10GiB} or {@code 500MB}.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*([KMGT]i?)?B", 0);
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "K", 1_000L,
          "KI", 1L << 10,
          "M", 1_000_000L,
          "MI", 1L << 20,
          "G", 1_000_000_000L,
          "GI", 1L << 30,
          "T", 1_000_000_000_000L,
          "TI", 1L << 40);

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException when it is none, or does not fit a long
   */
  public static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text);
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
    try {
      return new ByteSize(
          Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(unit, 1L)));
    } catch (ArithmeticException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(text + " (expected: a size such as 500MB or 10GiB)");
  }
}
