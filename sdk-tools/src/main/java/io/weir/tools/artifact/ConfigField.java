package io.weir.tools.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A field at the top of a plugin's configuration, as its schema has it.
 *
 * @param type {@code string}, {@code array of object}, {@code string or array of string}
 * @param byDefault the default as JSON; empty for none
 * @param about its title or description, on one line
 */
public record ConfigField(
    String name, String type, boolean required, String byDefault, String about) {

  /** The fields in the order of the schema; none when there is no schema. */
  public static List<ConfigField> of(JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    List<ConfigField> fields = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(each -> fields.add(field(each.getKey(), each.getValue(), required)));
    return List.copyOf(fields);
  }

  private static ConfigField field(String name, JsonNode node, Set<String> required) {
    JsonNode byDefault = node.path("default");
    String about = node.path("description").asText(node.path("title").asText(""));
    return new ConfigField(
        name,
        type(node),
        required.contains(name),
        byDefault.isMissingNode() ? "" : byDefault.toString(),
        about.strip().replaceAll("\\s+", " "));
  }

  private static String type(JsonNode node) {
    Set<String> types = new LinkedHashSet<>();
    for (String union : List.of("oneOf", "anyOf")) {
      node.path(union).forEach(each -> types.add(type(each)));
    }
    String own = node.path("type").asText("");
    if (!own.isEmpty()) {
      types.clear();
      types.add(own.equals("array") ? arrayType(node) : own);
    }
    types.remove("");
    return String.join(" or ", types);
  }

  private static String arrayType(JsonNode node) {
    String item = type(node.path("items"));
    return item.isEmpty() ? "array" : "array of " + item;
  }
}
