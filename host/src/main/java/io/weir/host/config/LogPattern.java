package io.weir.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of text and command operators: {@code %NAME%} or {@code %NAME(HEADER)%}, either with
 * {@code :LENGTH} before its last percent sign. {@code %NAME(A?B)%} is header A, and B where there
 * is no A. {@code %%} is a percent sign. Immutable.
 */
public record LogPattern(List<Part> parts) {
  /** Text as it is, or an operator. */
  public sealed interface Part {}

  public record Literal(String text) implements Part {}

  /**
   * @param headers lower case, in the order in which they are looked for; empty for an operator
   *     that takes none
   * @param most characters that are kept of a text
   */
  public record Command(LogOperator operator, List<String> headers, int most) implements Part {}

  /**
   * @throws IllegalArgumentException naming what is wrong
   */
  public static LogPattern parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '%') {
        literal.append(c);
        at++;
      } else if (text.startsWith("%%", at)) {
        literal.append('%');
        at += 2;
      } else {
        int end = text.indexOf('%', at + 1);
        flush(literal, parts);
        parts.add(command(text, at, end));
        at = end + 1;
      }
    }
    flush(literal, parts);
    return new LogPattern(List.copyOf(parts));
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part command(String text, int at, int end) {
    if (end < 0) {
      throw new IllegalArgumentException(
          Fields.quote(text.substring(at)) + " (expected: a second %, or %% for a percent sign)");
    }
    Command command = command(text.substring(at + 1, end));
    if (command == null) {
      throw new IllegalArgumentException(
          text.substring(at, end + 1) + " (expected: one of " + LogOperator.names() + ")");
    }
    return command;
  }

  private static @Nullable Command command(String text) {
    int close = text.lastIndexOf(')');
    int colon = text.indexOf(':', Math.max(close, 0));
    int most = colon < 0 ? Integer.MAX_VALUE : length(text.substring(colon + 1));
    String name = colon < 0 ? text : text.substring(0, colon);
    int open = name.indexOf('(');
    LogOperator operator = LogOperator.find(open < 0 ? name : name.substring(0, open));
    if (most < 0 || operator == null || operator.takesHeader() != (open >= 0)) {
      return null;
    }
    if (open < 0) {
      return new Command(operator, List.of(), most);
    }
    List<String> headers = headers(name.substring(open + 1));
    return headers.isEmpty() ? null : new Command(operator, headers, most);
  }

  /**
   * @param text what follows the opening bracket
   */
  private static List<String> headers(String text) {
    if (!text.endsWith(")")) {
      return List.of();
    }
    String names = text.substring(0, text.length() - 1).toLowerCase(Locale.ROOT);
    List<String> headers = List.of(names.split("\\?", -1));
    boolean valid = headers.size() <= 2 && headers.stream().noneMatch(String::isBlank);
    return valid ? headers : List.of();
  }

  private static int length(String digits) {
    boolean number =
        !digits.isEmpty()
            && digits.length() < 7
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(digits) : -1;
  }

  /** The operator when the pattern is one and nothing else: JSON keeps the type of such a field. */
  public @Nullable Command single() {
    return parts.size() == 1 && parts.getFirst() instanceof Command command ? command : null;
  }
}
