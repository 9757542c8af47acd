package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a sent form to the value that it stands for. One use, one thread. */
public final class FormReader {
  /** The most fields of one form; whoever needs more writes YAML. */
  static final int MAX_FIELDS = 5_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Submission form;
  private final Map<String, String> texts = new HashMap<>();
  private final List<FieldProblem> problems = new ArrayList<>();
  private int fields;

  private FormReader(Submission form) {
    this.form = form;
  }

  /**
   * @throws IllegalArgumentException when the form has more fields than any person filled in
   */
  public static FormState read(JsonNode schema, Submission form) {
    FormReader reader = new FormReader(form);
    JsonNode value = reader.read(schema, new Spot("", "", 0, true));
    return new FormState(
        value.isMissingNode() ? JSON.objectNode() : value, reader.texts, reader.problems);
  }

  /**
   * @param path of the field
   * @param pointer of the value
   * @param kept whether it stays when it is empty
   */
  private record Spot(String path, String pointer, int depth, boolean kept) {
    Spot property(String name, boolean required) {
      return new Spot(Pointer.child(path, name), Pointer.child(pointer, name), depth + 1, required);
    }

    Spot item(int field, int index) {
      return new Spot(Pointer.child(path, field), Pointer.child(pointer, index), depth + 1, true);
    }

    Spot entry(int field, String key) {
      return new Spot(Pointer.child(path, field), Pointer.child(pointer, key), depth + 1, true);
    }
  }

  private JsonNode read(JsonNode schema, Spot spot) {
    if (++fields > MAX_FIELDS) {
      throw new IllegalArgumentException(
          "the form has more than " + MAX_FIELDS + " fields; write it as YAML instead");
    }
    return switch (Shape.of(schema, spot.depth())) {
      case GROUP -> group(schema, spot);
      case LIST -> list(schema.path("items"), spot);
      case MAP -> map(schema.path("additionalProperties"), spot);
      case RAW -> raw(form.value(spot.path()), spot);
      default -> scalar(schema, spot);
    };
  }

  private JsonNode scalar(JsonNode schema, Spot spot) {
    String text = form.value(spot.path());
    return text.isEmpty() ? MissingNode.getInstance() : Scalars.read(schema, text);
  }

  private JsonNode group(JsonNode schema, Spot spot) {
    Set<String> required = Required.of(schema);
    ObjectNode value = JSON.objectNode();
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      Spot property = spot.property(each.getKey(), required.contains(each.getKey()));
      put(value, each.getKey(), read(each.getValue(), property));
    }
    JsonNode rest = yaml(form.rest(spot.path()), Submission.REST + spot.path(), spot.pointer());
    rest.properties().forEach(each -> value.putIfAbsent(each.getKey(), each.getValue()));
    return value.isEmpty() && !spot.kept() ? MissingNode.getInstance() : value;
  }

  private JsonNode list(JsonNode items, Spot spot) {
    ArrayNode value = JSON.arrayNode();
    int count = form.count(spot.path());
    for (int i = 0; i < count; i++) {
      Spot item = spot.item(i, value.size());
      if (!item.path().equals(form.remove())) {
        JsonNode read = read(items, item);
        value.add(read.isMissingNode() ? JSON.textNode("") : read);
      }
    }
    if (spot.path().equals(form.add())) {
      value.add(blank(items, spot.depth() + 1));
    }
    return value.isEmpty() && !spot.kept() ? MissingNode.getInstance() : value;
  }

  private JsonNode map(JsonNode values, Spot spot) {
    ObjectNode value = JSON.objectNode();
    Set<String> keys = new HashSet<>();
    int count = form.count(spot.path());
    for (int i = 0; i < count; i++) {
      String key = form.key(Pointer.child(spot.path(), i));
      Spot entry = spot.entry(i, key);
      if (entry.path().equals(form.remove())) {
        continue;
      }
      JsonNode read = read(values, entry);
      value.set(key, read.isMissingNode() ? JSON.textNode("") : read);
      if (key.isEmpty()) {
        problems.add(new FieldProblem(entry.pointer(), "needs a name"));
      } else if (!keys.add(key)) {
        problems.add(new FieldProblem(entry.pointer(), "this name is there twice"));
      }
    }
    if (spot.path().equals(form.add())) {
      value.putIfAbsent("", blank(values, spot.depth() + 1));
    }
    return value.isEmpty() && !spot.kept() ? MissingNode.getInstance() : value;
  }

  private JsonNode raw(String text, Spot spot) {
    JsonNode value = yaml(text, Submission.VALUE + spot.path(), spot.pointer());
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private JsonNode yaml(@Nullable String text, String field, String pointer) {
    if (text == null || text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return YamlText.read(text);
    } catch (IllegalArgumentException e) {
      texts.put(field, text);
      problems.add(new FieldProblem(pointer, "not YAML: " + e.getMessage()));
      return MissingNode.getInstance();
    }
  }

  /** What a new item starts with. */
  private static JsonNode blank(JsonNode schema, int depth) {
    return switch (Shape.of(schema, depth)) {
      case GROUP, MAP -> JSON.objectNode();
      case LIST -> JSON.arrayNode();
      default -> JSON.textNode("");
    };
  }

  private static void put(ObjectNode object, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      object.set(name, value);
    }
  }
}
