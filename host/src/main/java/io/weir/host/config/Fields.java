package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping. Each getter notes a problem for a value of the wrong type and
 * then answers the fallback, so that one pass finds all problems; {@link #done} notes the fields
 * that nobody asked for.
 */
final class Fields {
  private final SourceNode.Mapping mapping;
  private final String path;
  private final Problems problems;

  /** Whether a missing field is worth a report: not when the whole mapping is missing or wrong. */
  private final boolean present;

  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  private Fields(SourceNode.Mapping mapping, String path, Problems problems, boolean present) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
    this.present = present;
  }

  /** Decodes the mapping {@code value} and refuses its unknown fields. */
  static <T> T decode(
      @Nullable SourceNode value, String path, Problems problems, Function<Fields, T> decoder) {
    Fields fields = of(value, path, problems);
    T decoded = decoder.apply(fields);
    fields.done();
    return decoded;
  }

  private static Fields of(@Nullable SourceNode value, String path, Problems problems) {
    if (value instanceof SourceNode.Mapping mapping) {
      return new Fields(mapping, path, problems, true);
    }
    if (value != null) {
      problems.add(path, value.describe() + " (expected: a mapping)", "write it as name: value");
    }
    return new Fields(new SourceNode.Mapping(0, Map.of()), path, problems, false);
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

  List<Integer> integers(String name) {
    List<Integer> integers = new ArrayList<>();
    eachItem(
        name,
        (item, at) -> {
          if (item instanceof SourceNode.Scalar scalar && scalar.value().isInt()) {
            integers.add(scalar.value().intValue());
          } else {
            wrong(item, at, "a whole number", "write digits without quotes");
          }
        });
    return List.copyOf(integers);
  }

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
    problems.add(
        at(name), quote(text) + " (expected: " + expected + ")", Suggestions.remedy(text, names));
    return null;
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }

  <E extends Enum<E>> @Nullable E requiredChoice(String name, Class<E> type) {
    E value = optionalChoice(name, type);
    if (value == null) {
      missing(name, String.join(" or ", names(type)));
    }
    return value;
  }

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

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    eachItem(
        name,
        (item, at) -> {
          String text = asText(item, at);
          if (text != null) {
            texts.add(text);
          }
        });
    return List.copyOf(texts);
  }

  /** As {@link #texts}; whole numbers need no quotes. */
  List<String> textsOrIntegers(String name) {
    List<String> texts = new ArrayList<>();
    eachItem(
        name,
        (item, at) -> {
          boolean integer = item instanceof SourceNode.Scalar scalar && scalar.value().isInt();
          String text = integer ? item.toJson().asText() : asText(item, at);
          if (text != null) {
            texts.add(text);
          }
        });
    return List.copyOf(texts);
  }

  <T> List<T> list(String name, Function<Fields, T> decoder) {
    List<T> items = new ArrayList<>();
    eachItem(name, (item, at) -> items.add(decode(item, at, problems, decoder)));
    return List.copyOf(items);
  }

  /** A list whose items are a text or a mapping. */
  <T> List<T> listOrTexts(String name, Function<String, T> ofText, Function<Fields, T> decoder) {
    List<T> items = new ArrayList<>();
    eachItem(
        name,
        (item, at) -> {
          if (item instanceof SourceNode.Mapping) {
            items.add(decode(item, at, problems, decoder));
            return;
          }
          String text = asText(item, at);
          if (text != null) {
            items.add(ofText.apply(text));
          }
        });
    return List.copyOf(items);
  }

  /** A nested mapping; null when it is missing. */
  <T> @Nullable T optionalObject(String name, Function<Fields, T> decoder) {
    SourceNode value = value(name);
    return value == null ? null : decode(value, at(name), problems, decoder);
  }

  /** A nested mapping; when it is missing, {@code decoder} sees an empty one. */
  <T> T object(String name, Function<Fields, T> decoder) {
    return decode(value(name), at(name), problems, decoder);
  }

  Map<String, String> textMap(String name) {
    SourceNode value = value(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof SourceNode.Mapping entries) {
      entries.fields().forEach((key, field) -> putText(texts, name, key, field.value()));
    } else if (value != null) {
      wrong(value, at(name), "a mapping of names to strings", "write it as NAME: value");
    }
    return Collections.unmodifiableMap(texts);
  }

  /** Whole numbers by name. */
  Map<String, Integer> integerMap(String name) {
    SourceNode value = value(name);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    if (value instanceof SourceNode.Mapping entries) {
      Fields each = new Fields(entries, at(name), problems, true);
      entries.fields().keySet().forEach(key -> numbers.put(key, each.integer(key, 1)));
    } else if (value != null) {
      wrong(value, at(name), "a mapping of names to numbers", "write it as NAME: 1");
    }
    return Collections.unmodifiableMap(numbers);
  }

  /** Any value; JSON's null when there is none. */
  JsonNode json(String name) {
    JsonNode value = optionalJson(name);
    return value == null ? NullNode.instance : value;
  }

  /** Any value; null when there is none. */
  @Nullable JsonNode optionalJson(String name) {
    SourceNode value = value(name);
    return value == null ? null : value.toJson();
  }

  /** The field as it stands, for a decoder of its own. */
  @Nullable SourceNode optionalNode(String name) {
    return value(name);
  }

  /** The object of a change. */
  <T> ConfigEdit.Step put(ObjectKind<T> kind, String objectName, String name, SourceNode object) {
    return ConfigEdit.Step.put(kind, objectName, object, at(name), problems);
  }

  /** Notes a problem of the field {@code name}. */
  void problem(String name, String message, String remedy) {
    problems.add(at(name), message, remedy);
  }

  /** Notes a problem of the mapping as a whole. */
  void problemHere(String message, String remedy) {
    problems.add(path, message, remedy);
  }

  /** Refuses a field that Weir knows of and does not have yet, saying what to do instead. */
  void unsupported(String name, String remedy) {
    unsupported(name, value -> false, remedy);
  }

  /** As {@link #unsupported(String, String)}, for all but the values that {@code allowed} holds. */
  void unsupported(String name, Predicate<JsonNode> allowed, String remedy) {
    refused.add(name);
    SourceNode.Field field = mapping.fields().get(name);
    if (field != null && !allowed.test(field.value().toJson())) {
      problems.add(at(name), "not supported yet", remedy);
    }
  }

  private void done() {
    mapping
        .fields()
        .forEach(
            (name, field) -> {
              if (!known.contains(name) && !refused.contains(name)) {
                unknown(name, field.line());
              }
            });
  }

  private void unknown(String name, int line) {
    String closest = Suggestions.closest(name, known);
    if (closest != null && !mapping.fields().containsKey(closest)) {
      problems.excuse(at(closest));
    }
    String expected = " (expected: " + String.join(", ", known) + ")";
    problems.addAt(at(name), line, "unknown field" + expected, Suggestions.remedy(name, known));
  }

  private @Nullable SourceNode value(String name) {
    known.add(name);
    SourceNode.Field field = mapping.fields().get(name);
    return field == null || field.value().isNull() ? null : field.value();
  }

  private void missing(String name, String expected) {
    // a value of the wrong type has been reported already, at the same place
    if (present) {
      problems.add(at(name), "missing (expected: " + expected + ")", "add " + name + ": ...");
    }
  }

  private void eachItem(String name, BiConsumer<SourceNode, String> reader) {
    SourceNode value = value(name);
    if (value instanceof SourceNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        reader.accept(sequence.items().get(i), Paths.item(at(name), i));
      }
    } else if (value != null) {
      wrong(value, at(name), "a list", "write one item a line, each after \"- \"");
    }
  }

  private void putText(Map<String, String> texts, String name, String key, SourceNode value) {
    String text = asText(value, Paths.field(at(name), key));
    if (text != null) {
      texts.put(key, text);
    }
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
      problems.add(at(name), quote(text) + " (expected: " + expected + ")", remedy);
    }
    return parsed;
  }

  private @Nullable String asText(SourceNode value, String at) {
    if (value instanceof SourceNode.Scalar scalar && scalar.value().isTextual()) {
      return scalar.value().textValue();
    }
    boolean quotable = value instanceof SourceNode.Scalar scalar && !scalar.value().isNull();
    wrong(value, at, "a string", quotable ? "put the value in quotes" : "write one plain value");
    return null;
  }

  private void wrong(SourceNode value, String at, String expected, String remedy) {
    problems.add(at, value.describe() + " (expected: " + expected + ")", remedy);
  }

  private String at(String name) {
    return Paths.field(path, name);
  }

  /** A value in a message: quoted, and cut when it is long. */
  static String quote(String text) {
    return "\"" + (text.length() > 80 ? text.substring(0, 77) + "..." : text) + "\"";
  }
}
