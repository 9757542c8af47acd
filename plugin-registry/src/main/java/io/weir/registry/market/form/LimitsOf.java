package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.market.form.Field.Limits;
import org.jspecify.annotations.Nullable;

/** The limits of a schema that HTML knows, too. */
final class LimitsOf {
  private LimitsOf() {}

  static Limits number(JsonNode schema, String step) {
    return new Limits(limit(schema, "minimum"), limit(schema, "maximum"), step, null, null, null);
  }

  /**
   * HTML's pattern has to match the whole, JSON Schema's a part: what is not anchored gets dots.
   */
  static Limits text(JsonNode schema) {
    String pattern = schema.path("pattern").asText("");
    return new Limits(
        null,
        null,
        null,
        limit(schema, "minLength"),
        limit(schema, "maxLength"),
        pattern.startsWith("^") && pattern.endsWith("$") && !pattern.contains("|")
            ? pattern
            : null);
  }

  private static @Nullable String limit(JsonNode schema, String keyword) {
    JsonNode limit = schema.path(keyword);
    return limit.isNumber() ? limit.asText() : null;
  }
}
