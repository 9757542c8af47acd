package io.weir.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of a header with variables between percent signs, taken apart once. {@code %%} is a
 * percent sign.
 *
 * @param parts in their order
 */
public record HeaderTemplate(List<Part> parts) {
  /** The variables, by Envoy's names. */
  public enum Variable {
    DOWNSTREAM_REMOTE_ADDRESS,
    DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT,
    DOWNSTREAM_DIRECT_REMOTE_ADDRESS,
    DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT,
    DOWNSTREAM_LOCAL_ADDRESS,
    PROTOCOL,
    ROUTE_NAME,
    UPSTREAM_CLUSTER,
    /** A header of the request: {@code %REQ(x-name)%}. */
    REQ
  }

  /** A piece of the value. */
  public sealed interface Part {}

  /** As it stands. */
  public record Text(String text) implements Part {}

  /**
   * @param argument lower case; null for all but {@link Variable#REQ}
   */
  public record Value(Variable variable, @Nullable String argument) implements Part {}

  /** A percent sign that begins no variable. */
  static final class BadTemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTemplateException(String message) {
      super(message, null, false, false);
    }
  }

  /** What the configuration has been checked to be. */
  public static HeaderTemplate of(String text) {
    try {
      return parse(text);
    } catch (BadTemplateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The whole value when it has no variable, else null. */
  public @Nullable String constant() {
    if (parts.isEmpty()) {
      return "";
    }
    return parts.size() == 1 && parts.getFirst() instanceof Text only ? only.text() : null;
  }

  static HeaderTemplate parse(String text) throws BadTemplateException {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '%') {
        plain.append(c);
        continue;
      }
      int end = text.indexOf('%', at);
      if (end < 0) {
        throw new BadTemplateException("a % that ends nowhere");
      }
      if (end == at) {
        plain.append('%');
      } else {
        flush(plain, parts);
        parts.add(value(text.substring(at, end)));
      }
      at = end + 1;
    }
    flush(plain, parts);
    return new HeaderTemplate(List.copyOf(parts));
  }

  private static void flush(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Text(plain.toString()));
      plain.setLength(0);
    }
  }

  private static Value value(String name) throws BadTemplateException {
    if (name.startsWith("REQ(") && name.endsWith(")") && name.length() > 5) {
      String header = name.substring(4, name.length() - 1).toLowerCase(Locale.ROOT);
      return new Value(Variable.REQ, header);
    }
    for (Variable variable : Variable.values()) {
      if (variable != Variable.REQ && variable.name().equals(name)) {
        return new Value(variable, null);
      }
    }
    throw new BadTemplateException("%" + name + "% is no variable that Weir knows");
  }
}
