package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is said beside a control. */
final class Hints {
  private Hints() {}

  static String of(JsonNode schema, String kind) {
    String description = schema.path("description").asText("").strip();
    if (!kind.equals("raw")) {
      return description;
    }
    List<String> branches = new ArrayList<>();
    for (String union : new String[] {"oneOf", "anyOf"}) {
      schema.path(union).forEach(each -> branches.add(Unions.describe(each)));
    }
    String form =
        branches.isEmpty() ? "YAML." : "YAML: " + String.join(" or ", distinct(branches)) + ".";
    return description.isEmpty() ? form : description + " " + form;
  }

  /** What counts when nothing is given, as a person would write it; empty for nothing. */
  static String fallback(JsonNode schema) {
    JsonNode value = schema.path("default");
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(each -> items.add(Scalars.write(each)));
      return String.join(", ", items);
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return Scalars.write(value);
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }
}
