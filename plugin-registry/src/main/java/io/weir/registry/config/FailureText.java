package io.weir.registry.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was wrong, in the words of the file instead of the parser's. */
final class FailureText {
  private FailureText() {}

  /** The field, as in {@code access.rules[0].users}; empty for the document. */
  static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference each : e.getPath()) {
      if (each.getFieldName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    return path.toString();
  }

  static String of(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "unknown field (expected: %s; remove or rename it)"
              .formatted(names(unknown.getKnownPropertyIds()));
      case InvalidFormatException wrong ->
          wrong.getValue() + " (expected: " + expected(wrong) + ")";
      case ValueInstantiationException refused -> cause(refused);
      case MismatchedInputException other -> "expected: " + expected(other);
      default -> firstLine(e.getOriginalMessage());
    };
  }

  private static String cause(ValueInstantiationException e) {
    Throwable cause = e.getCause();
    return cause instanceof IllegalArgumentException
        ? String.valueOf(cause.getMessage())
        : firstLine(e.getOriginalMessage());
  }

  private static String names(@Nullable Collection<Object> known) {
    return known == null || known.isEmpty()
        ? "none"
        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String expected(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    if (type == null) {
      return firstLine(e.getOriginalMessage());
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> String.valueOf(each).toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
    return number ? "a whole number" : type == String.class ? "a text" : "fields, as name: value";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "cannot be read" : message.lines().findFirst().orElse("");
  }
}
