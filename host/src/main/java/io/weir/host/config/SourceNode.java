package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A value as it stands in a YAML or JSON text, with its line. Immutable. */
sealed interface SourceNode {
  /** 1-based. */
  int line();

  /** What it is, for an error message: {@code a list}. */
  String describe();

  /** The value without its places. */
  JsonNode toJson();

  /** A mapping; {@code fields} keep their order, each with the line of its key. */
  record Mapping(int line, Map<String, Field> fields) implements SourceNode {
    @Override
    public String describe() {
      return "a mapping";
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> json.set(name, field.value().toJson()));
      return json;
    }
  }

  /** One entry of a mapping: the line of the key, and the value. */
  record Field(int line, SourceNode value) {}

  record Sequence(int line, List<SourceNode> items) implements SourceNode {
    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public ArrayNode toJson() {
      ArrayNode json = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> json.add(item.toJson()));
      return json;
    }
  }

  /** A string, number, boolean or null. */
  record Scalar(int line, JsonNode value) implements SourceNode {
    @Override
    public String describe() {
      return switch (value.getNodeType()) {
        case STRING -> "a string";
        case NUMBER -> "a number";
        case BOOLEAN -> "a boolean";
        default -> "nothing";
      };
    }

    @Override
    public JsonNode toJson() {
      return value;
    }
  }

  /** Whether the text says null, or nothing after the colon. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.value().isNull();
  }
}
