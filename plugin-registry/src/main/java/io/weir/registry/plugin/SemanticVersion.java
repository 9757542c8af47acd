package io.weir.registry.plugin;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version by Semantic Versioning 2.0.0; in tags {@code _} may stand for the {@code +} that they
 * cannot have. Ordered by precedence (section 11), builds by their text so that equals are equal.
 *
 * @param major a number without leading zeros, of any length, as a text; so are the next two
 * @param pre {@code rc.1}; empty for a release
 * @param build {@code linux}; empty for none
 */
public record SemanticVersion(String major, String minor, String patch, String pre, String build)
    implements Comparable<SemanticVersion> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,31})";
  private static final String PARTS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
  private static final Pattern FORM =
      Pattern.compile(
          NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + PARTS + ")?(?:[+_]" + PARTS + ")?");
  private static final Comparator<String> NUMBERS =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
  private static final Comparator<SemanticVersion> ORDER =
      Comparator.comparing(SemanticVersion::major, NUMBERS)
          .thenComparing(SemanticVersion::minor, NUMBERS)
          .thenComparing(SemanticVersion::patch, NUMBERS)
          .thenComparing(SemanticVersion::pre, SemanticVersion::comparePre)
          .thenComparing(SemanticVersion::build);

  /** Reads a version, with or without {@code v} before it; null when it is none. */
  public static @Nullable SemanticVersion parse(String text) {
    Matcher match = FORM.matcher(text.startsWith("v") ? text.substring(1) : text);
    if (!match.matches()) {
      return null;
    }
    return new SemanticVersion(
        match.group(1), match.group(2), match.group(3), part(match, 4), part(match, 5));
  }

  private static String part(Matcher match, int group) {
    String text = match.group(group);
    return text == null ? "" : text;
  }

  public boolean isRelease() {
    return pre.isEmpty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    return ORDER.compare(this, other);
  }

  private static int comparePre(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    String[] ones = one.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    for (int i = 0; i < Math.min(ones.length, others.length); i++) {
      int order = compareIdentifier(ones[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ones.length, others.length);
  }

  private static int compareIdentifier(String one, String other) {
    boolean number = isNumber(one);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    return number ? NUMBERS.compare(one, other) : one.compareTo(other);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (pre.isEmpty() ? "" : "-" + pre)
        + (build.isEmpty() ? "" : "+" + build);
  }
}
