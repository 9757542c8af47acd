package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that fits no branch of {@code oneOf} or {@code anyOf}: one problem at the value, in place
 * of one from each branch.
 */
final class Unions {
  private Unions() {}

  static boolean isWithin(Error error) {
    return index(error.getEvaluationPath()) >= 0;
  }

  static FieldProblem problem(Error error, JsonNode schema) {
    NodePath path = error.getEvaluationPath();
    int end = index(path);
    JsonNode at = schema;
    int depth = 0;
    for (int i = 0; i < end; i++) {
      String keyword = path.getName(i);
      at = at.isArray() ? at.path(Integer.parseInt(keyword)) : at.path(keyword);
      if (keyword.equals("properties") && i + 1 < end) {
        at = at.path(path.getName(++i));
        depth++;
      } else if (keyword.equals("items") || keyword.equals("additionalProperties")) {
        depth++;
      }
    }
    String pointer = Pointer.prefix(error.getInstanceLocation().toString(), depth);
    return new FieldProblem(pointer, message(at.path(path.getName(end)), path.getName(end)));
  }

  /** Where the outermost union is in {@code path}; -1 for nowhere. */
  private static int index(NodePath path) {
    for (int i = 0; i < path.getNameCount(); i++) {
      String name = path.getName(i);
      boolean property = i > 0 && path.getName(i - 1).equals("properties");
      if (!property && (name.equals("oneOf") || name.equals("anyOf"))) {
        return i;
      }
    }
    return -1;
  }

  private static String message(JsonNode branches, String keyword) {
    List<String> names = new ArrayList<>();
    branches.forEach(each -> names.add(describe(each)));
    String several = keyword.equals("oneOf") ? "exactly one of: " : "at least one of: ";
    boolean properties = names.stream().allMatch(each -> each.startsWith("\""));
    return (properties ? "needs " + several : "has to be ") + join(names, properties);
  }

  private static String join(List<String> names, boolean properties) {
    List<String> distinct = names.stream().distinct().toList();
    return String.join(properties ? ", " : " or ", distinct);
  }

  /** What a branch takes, in a few words. */
  static String describe(JsonNode branch) {
    if (branch.size() == 1 && branch.path("required").isArray()) {
      List<String> names = new ArrayList<>();
      branch.path("required").forEach(each -> names.add("\"" + each.asText() + "\""));
      return String.join(" with ", names);
    }
    return switch (Shape.type(branch)) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list of " + plural(branch.path("items"));
      case "object" -> "a mapping";
      default -> "what the plugin's documentation says";
    };
  }

  private static String plural(JsonNode items) {
    return switch (Shape.type(items)) {
      case "string" -> "texts";
      case "integer", "number" -> "numbers";
      case "object" -> "mappings";
      default -> "values";
    };
  }
}
