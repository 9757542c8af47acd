package io.weir.registry.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of repositories: {@code *} stands for anything within a part, {@code **} for anything over
 * parts. {@code plugins/*} is {@code plugins/a} but not {@code plugins/a/b}; {@code plugins/**} is
 * both.
 */
public final class RepositoryGlob {
  private static final int MAX_LENGTH = 255;
  private static final Pattern VALID = Pattern.compile("[a-z0-9._/*-]+");
  private static final Pattern STARS = Pattern.compile("\\*{3,}");

  private final String text;
  private final Pattern pattern;

  private RepositoryGlob(String text) {
    this.text = text;
    this.pattern = Pattern.compile(expression(text));
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when no repository can have such a name
   */
  @JsonCreator
  public static RepositoryGlob of(String text) {
    boolean valid =
        text.length() <= MAX_LENGTH && VALID.matcher(text).matches() && !STARS.matcher(text).find();
    if (!valid) {
      throw new IllegalArgumentException(
          text + " (expected: names of repositories such as plugins/* or plugins/**)");
    }
    return new RepositoryGlob(text);
  }

  private static String expression(String text) {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int star = text.indexOf('*', at);
      int end = star < 0 ? text.length() : star;
      expression.append(Pattern.quote(text.substring(at, end)));
      boolean two = text.startsWith("**", end);
      expression.append(star < 0 ? "" : two ? ".*" : "[^/]*");
      at = end + (two ? 2 : 1);
    }
    return expression.toString();
  }

  public boolean matches(String repository) {
    return pattern.matcher(repository).matches();
  }

  /** Whether one of {@code globs} matches. */
  public static boolean any(List<RepositoryGlob> globs, String repository) {
    for (RepositoryGlob each : globs) {
      if (each.matches(repository)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RepositoryGlob glob && glob.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
