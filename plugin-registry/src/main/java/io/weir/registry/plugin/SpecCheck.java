package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The form of a {@code spec.yaml}, as the schema in {@code spec.schema.json} has it; fields that
 * are not known there are let pass.
 */
public final class SpecCheck {
  private static final int MAX_SHOWN = 80;

  /**
   * Something that is not of the form.
   *
   * @param pointer to the field, {@code /info/name}
   */
  public record Finding(Severity severity, String pointer, String shown, String expected) {
    /** {@code info.name: Value (expected: ...)}. */
    @Override
    public String toString() {
      return path() + ": " + message();
    }

    String path() {
      return pointer.isEmpty() ? "top" : pointer.substring(1).replace('/', '.');
    }

    String message() {
      return shown + " (expected: " + expected + ")";
    }
  }

  private SpecCheck() {}

  /** What is wrong, a finding a field; empty when all is well. */
  public static List<Finding> findings(JsonNode root) {
    if (root.isMissingNode()) {
      return List.of(new Finding(Severity.ERROR, "", "empty", "apiVersion, info and spec"));
    }
    Map<String, Finding> byPlace = new LinkedHashMap<>();
    for (Error error : Schemas.SPEC.validate(root)) {
      Finding finding = finding(root, error);
      byPlace.putIfAbsent(finding.pointer(), finding);
    }
    return new ArrayList<>(byPlace.values());
  }

  private static Finding finding(JsonNode root, Error error) {
    String pointer = error.getInstanceLocation().toString();
    JsonNode schema = Schemas.SPEC.getSchemaNode().at(schemaPointer(error));
    if (error.getKeyword().equals("required")) {
      pointer += "/" + error.getProperty();
      schema = schema.path("properties").path(String.valueOf(error.getProperty()));
    }
    Severity severity =
        schema.path("x-severity").asText("").equals("warning") ? Severity.WARNING : Severity.ERROR;
    return new Finding(
        severity, pointer, shown(root.at(pointer)), schema.path("description").asText());
  }

  /** From the keyword that failed to the schema that it belongs to. */
  private static String schemaPointer(Error error) {
    String path = error.getEvaluationPath().toString();
    int keyword = path.lastIndexOf('/');
    return keyword <= 0 ? "" : path.substring(0, keyword);
  }

  static String shown(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "missing";
    }
    if (!node.isValueNode()) {
      return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
    String text = node.asText().replaceAll("\\s+", " ");
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
