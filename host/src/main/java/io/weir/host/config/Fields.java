package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping. Each getter notes a problem for a value of the wrong type and
 * then answers the fallback, so that one pass finds all problems; the fields that nobody asked for
 * are problems as well.
 */
final class Fields extends ScalarFields {
  private Fields(SourceNode.Mapping mapping, Place place, Problems problems, boolean present) {
    super(mapping, place, problems, present);
  }

  /**
   * Decodes the mapping {@code value} and refuses its unknown fields.
   *
   * @param path where it stands
   */
  static <T> T decode(
      @Nullable SourceNode value, String path, Problems problems, Function<Fields, T> decoder) {
    return decode(value, Place.of(path), problems, decoder);
  }

  private static <T> T decode(
      @Nullable SourceNode value, Place place, Problems problems, Function<Fields, T> decoder) {
    Fields fields = of(value, place, problems);
    T decoded = decoder.apply(fields);
    fields.done();
    return decoded;
  }

  private static Fields of(@Nullable SourceNode value, Place place, Problems problems) {
    if (value instanceof SourceNode.Mapping mapping) {
      return new Fields(mapping, place, problems, true);
    }
    if (value != null) {
      String message = value.describe() + " (expected: a mapping)";
      problems.add(place.toString(), message, "write it as name: value");
    }
    return new Fields(new SourceNode.Mapping(0, Map.of()), place, problems, false);
  }

  // ---- lists

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

  private void eachItem(String name, BiConsumer<SourceNode, Place> reader) {
    SourceNode value = value(name);
    if (value instanceof SourceNode.Sequence sequence) {
      Place at = at(name);
      for (int i = 0; i < sequence.items().size(); i++) {
        reader.accept(sequence.items().get(i), at.item(i));
      }
    } else if (value != null) {
      wrong(value, at(name), "a list", "write one item a line, each after \"- \"");
    }
  }

  // ---- mappings

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

  private void putText(Map<String, String> texts, String name, String key, SourceNode value) {
    String text = asText(value, at(name).field(key));
    if (text != null) {
      texts.put(key, text);
    }
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

  // ---- values as they stand

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
    return ConfigEdit.Step.put(kind, objectName, object, at(name).toString(), problems);
  }

  /** A value in a message: quoted, and cut when it is long. */
  static String quote(String text) {
    return "\"" + (text.length() > 80 ? text.substring(0, 77) + "..." : text) + "\"";
  }
}
