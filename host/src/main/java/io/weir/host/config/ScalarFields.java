package io.weir.host.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields with one value: texts, numbers, names from a list, durations and sizes. */
abstract sealed class ScalarFields extends FieldReader permits Fields {
  ScalarFields(SourceNode.Mapping mapping, Place place, Problems problems, boolean present) {
    super(mapping, place, problems, present);
  }

  /** A string that must be there. */
  String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      missing(name, "a string");
      return "";
    }
    return text;
  }

  String text(String name, String fallback) {
    String text = optionalText(name);
    return text == null ? fallback : text;
  }

  @Nullable String optionalText(String name) {
    SourceNode value = value(name);
    return value == null ? null : asText(value, at(name));
  }

  @Nullable String asText(SourceNode value, Place at) {
    if (value instanceof SourceNode.Scalar scalar && scalar.value().isTextual()) {
      return scalar.value().textValue();
    }
    boolean quotable = value instanceof SourceNode.Scalar scalar && !scalar.value().isNull();
    wrong(value, at, "a string", quotable ? "put the value in quotes" : "write one plain value");
    return null;
  }

  @Nullable Integer optionalInteger(String name) {
    SourceNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof SourceNode.Scalar scalar && scalar.value().isInt()) {
      return scalar.value().intValue();
    }
    wrong(value, at(name), "a whole number", "write digits without quotes");
    return null;
  }

  int integer(String name, int fallback) {
    Integer value = optionalInteger(name);
    return value == null ? fallback : value;
  }

  /** A number, with a fraction perhaps. */
  double number(String name, double fallback) {
    SourceNode value = value(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof SourceNode.Scalar scalar && scalar.value().isNumber()) {
      return scalar.value().doubleValue();
    }
    wrong(value, at(name), "a number", "write digits without quotes");
    return fallback;
  }

  boolean flag(String name, boolean fallback) {
    SourceNode value = value(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof SourceNode.Scalar scalar && scalar.value().isBoolean()) {
      return scalar.value().booleanValue();
    }
    wrong(value, at(name), "true or false", "write true or false without quotes");
    return fallback;
  }

  // ---- names from a list

  <E extends Enum<E>> E choice(String name, E fallback) {
    E value = optionalChoice(name, fallback.getDeclaringClass());
    return value == null ? fallback : value;
  }

  <E extends Enum<E>> @Nullable E optionalChoice(String name, Class<E> type) {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    List<String> names = names(type);
    String expected = String.join(", ", names);
    problem(
        name,
        Fields.quote(text) + " (expected: " + expected + ")",
        Suggestions.remedy(text, names));
    return null;
  }

  <E extends Enum<E>> @Nullable E requiredChoice(String name, Class<E> type) {
    E value = optionalChoice(name, type);
    if (value == null) {
      missing(name, String.join(" or ", names(type)));
    }
    return value;
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }

  // ---- durations and sizes

  Duration duration(String name, Duration fallback) {
    Duration value = optionalDuration(name);
    return value == null ? fallback : value;
  }

  @Nullable Duration optionalDuration(String name) {
    return unit(name, Durations::parse, Durations.EXPECTED, "s");
  }

  /** A duration that must be there. */
  Duration requiredDuration(String name) {
    Duration value = optionalDuration(name);
    if (value == null) {
      missing(name, Durations.EXPECTED);
      return Duration.ZERO;
    }
    return value;
  }

  long size(String name, long fallback) {
    Long value = unit(name, Sizes::parse, Sizes.EXPECTED, "Mi");
    return value == null ? fallback : value;
  }

  /** A size that fits an int; a larger one is a problem. */
  int smallSize(String name, int fallback) {
    long bytes = size(name, fallback);
    if (bytes > Integer.MAX_VALUE) {
      problem(name, Sizes.format(bytes) + " (expected: less than 2Gi)", "write a smaller size");
      return fallback;
    }
    return (int) bytes;
  }

  private <T> @Nullable T unit(
      String name, Function<String, @Nullable T> parser, String expected, String unit) {
    SourceNode value = value(name);
    if (!(value instanceof SourceNode.Scalar scalar) || scalar.value().isBoolean()) {
      if (value != null) {
        wrong(value, at(name), expected, "write one value");
      }
      return null;
    }
    String text = scalar.value().asText();
    T parsed = parser.apply(text);
    if (parsed == null) {
      String remedy =
          text.matches("[0-9]+") ? "add the unit, as in " + text + unit : "write " + expected;
      problem(name, Fields.quote(text) + " (expected: " + expected + ")", remedy);
    }
    return parsed;
  }
}
