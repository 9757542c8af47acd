package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;

/** What the checker found, in words for whoever fills in a form. */
final class Messages {
  private Messages() {}

  static FieldProblem of(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String keyword = String.valueOf(error.getKeyword());
    JsonNode node = error.getInstanceNode();
    JsonNode limit = error.getSchemaNode();
    if (keyword.equals("required")) {
      return new FieldProblem(Pointer.child(pointer, error.getProperty()), "needs a value");
    }
    if (node != null && node.isTextual() && node.asText().isEmpty() && !keyword.equals("enum")) {
      return new FieldProblem(pointer, "needs a value");
    }
    return new FieldProblem(pointer, text(keyword, error, limit));
  }

  private static String text(String keyword, Error error, JsonNode limit) {
    return switch (keyword) {
      case "additionalProperties" -> "the plugin knows no \"" + error.getProperty() + "\"";
      case "type" -> "has to be " + type(limit);
      case "enum" -> "has to be one of " + choices(limit);
      case "minimum" -> "has to be " + limit.asText() + " or more";
      case "maximum" -> "has to be " + limit.asText() + " or less";
      case "minLength" -> "has to have " + limit.asText() + " characters or more";
      case "maxLength" -> "has to have " + limit.asText() + " characters or fewer";
      case "minItems" -> "has to have " + limit.asText() + " items or more";
      case "maxItems" -> "has to have " + limit.asText() + " items or fewer";
      case "uniqueItems" -> "has the same item twice";
      case "pattern" -> "has to match " + limit.asText();
      default -> String.valueOf(error.getMessage());
    };
  }

  private static String type(JsonNode type) {
    return switch (type.asText("")) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a mapping";
      default -> "of type " + type;
    };
  }

  private static String choices(JsonNode values) {
    StringBuilder text = new StringBuilder();
    for (JsonNode each : values) {
      text.append(text.isEmpty() ? "" : ", ").append(Scalars.write(each));
    }
    return text.toString();
  }
}
