package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Single values as texts and back. What does not fit its type stays the text that it is. */
final class Scalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final String INTEGER = "[+-]?[0-9]{1,40}";
  private static final String NUMBER = "[+-]?[0-9]{1,40}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,3})?";

  private Scalars() {}

  static JsonNode read(JsonNode schema, String text) {
    return switch (Shape.of(schema, 0)) {
      case CHOICE -> choice(schema.path("enum"), text);
      case INTEGER -> integer(text.strip());
      case NUMBER -> number(text.strip());
      case FLAG -> flag(text);
      default -> JSON.textNode(text);
    };
  }

  /** What stands in the field for {@code value}. */
  static String write(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText("");
  }

  private static JsonNode choice(JsonNode values, String text) {
    for (JsonNode each : values) {
      if (write(each).equals(text)) {
        return each;
      }
    }
    return JSON.textNode(text);
  }

  private static JsonNode integer(String text) {
    if (!text.matches(INTEGER)) {
      return number(text); // 1.5 is a number, and the check says that it is no whole one
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValueExact())
        : JSON.numberNode(value);
  }

  private static JsonNode number(String text) {
    return text.matches(NUMBER) ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
  }

  private static JsonNode flag(String text) {
    return switch (text) {
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      default -> JSON.textNode(text);
    };
  }
}
