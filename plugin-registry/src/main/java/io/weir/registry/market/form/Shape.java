package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Which control a schema gets. What no control fits is written as YAML. */
enum Shape {
  GROUP,
  LIST,
  MAP,
  CHOICE,
  TEXT,
  INTEGER,
  NUMBER,
  FLAG,
  RAW;

  /** Nested deeper than this, a value is written as YAML. */
  private static final int MAX_DEPTH = 8;

  private static final List<String> UNIONS = List.of("oneOf", "anyOf");

  static Shape of(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH || !schema.isObject() || schema.has("$ref") || schema.has("allOf")) {
      return RAW;
    }
    if (isChoice(schema.path("enum"))) {
      return CHOICE;
    }
    if (hasUnion(schema)) {
      return RAW;
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> schema.path("items").isObject() ? LIST : RAW;
      case "string" -> TEXT;
      case "integer" -> INTEGER;
      case "number" -> NUMBER;
      case "boolean" -> FLAG;
      default -> RAW;
    };
  }

  /** The type without {@code null}; empty when there is none, or several. */
  static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      List<String> types = new ArrayList<>();
      type.forEach(each -> types.add(each.asText()));
      types.remove("null");
      return types.size() == 1 ? types.getFirst() : "";
    }
    return type.isTextual() ? type.asText() : schema.path("properties").isObject() ? "object" : "";
  }

  private static Shape object(JsonNode schema) {
    if (!schema.path("properties").isEmpty()) {
      return GROUP;
    }
    return schema.path("additionalProperties").isObject() ? MAP : RAW;
  }

  private static boolean isChoice(JsonNode values) {
    if (!values.isArray() || values.isEmpty()) {
      return false;
    }
    for (JsonNode each : values) {
      if (each.isContainerNode()) {
        return false;
      }
    }
    return true;
  }

  /** Unions that only say which properties go together leave the controls as they are. */
  private static boolean hasUnion(JsonNode schema) {
    for (String union : UNIONS) {
      for (JsonNode branch : schema.path(union)) {
        if (branch.size() != 1 || !branch.path("required").isArray()) {
          return true;
        }
      }
    }
    return false;
  }
}
