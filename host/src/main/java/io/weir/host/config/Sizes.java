package io.weir.host.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes in bytes as Kubernetes writes them: {@code 64Mi}, {@code 512Ki}, {@code 10M}, {@code
 * 1048576}.
 */
final class Sizes {
  static final String EXPECTED = "a size such as 64Mi, 512Ki or 1048576";

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(Gi|Mi|Ki|G|M|k|)");
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("Gi", 1L << 30);
    UNITS.put("Mi", 1L << 20);
    UNITS.put("Ki", 1L << 10);
    UNITS.put("G", 1_000_000_000L);
    UNITS.put("M", 1_000_000L);
    UNITS.put("k", 1_000L);
    UNITS.put("", 1L);
  }

  private Sizes() {}

  /** The bytes, or null when {@code text} is no size or does not fit a long. */
  static @Nullable Long parse(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return null;
    }
    try {
      return Math.multiplyExact(
          Long.parseLong(size.group(1)), UNITS.getOrDefault(size.group(2), 1L));
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  /** The form with the largest unit that loses nothing. */
  static String format(long bytes) {
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      if (bytes > 0 && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return Long.toString(bytes);
  }
}
