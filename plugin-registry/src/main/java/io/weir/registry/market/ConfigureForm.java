package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.registry.market.form.ConfigSchema;
import io.weir.registry.market.form.FieldProblem;
import io.weir.registry.market.form.FormReader;
import io.weir.registry.market.form.FormState;
import io.weir.registry.market.form.Submission;
import io.weir.registry.market.form.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it was filled in, and what is wrong with it.
 *
 * @param schema null for a plugin without one, whose configuration is any mapping
 * @param yaml whether it is shown as YAML in place of a form
 * @param text the YAML as it was written; null when it was a form
 * @param checked whether somebody asked for the check; before that, problems are not shown
 */
record ConfigureForm(
    @Nullable ConfigSchema schema,
    boolean yaml,
    @Nullable String text,
    FormState state,
    List<FieldProblem> problems,
    boolean checked) {

  /** A form that holds {@code value}. */
  static ConfigureForm of(@Nullable ConfigSchema schema, JsonNode value) {
    JsonNode start = value.isObject() ? value : JsonNodeFactory.instance.objectNode();
    return checked(schema, schema == null, null, FormState.of(start), false);
  }

  /**
   * A form that was sent.
   *
   * @throws IllegalArgumentException when it is larger than any person writes
   */
  static ConfigureForm of(@Nullable ConfigSchema schema, Map<String, String> fields) {
    boolean wasYaml = schema == null || fields.containsKey("yaml");
    String action = fields.getOrDefault("do", "check");
    FormState state =
        schema == null || wasYaml ? yaml(fields.getOrDefault("yaml", "")) : form(schema, fields);
    boolean broken = !state.problems().isEmpty() && wasYaml;
    boolean yaml =
        broken || schema == null || action.equals("yaml") || (wasYaml && !action.equals("form"));
    boolean restructured = fields.containsKey("add") || fields.containsKey("remove");
    String text = wasYaml ? fields.getOrDefault("yaml", "") : null;
    return checked(schema, yaml, text, state, !restructured && action.equals("check") || broken);
  }

  private static ConfigureForm checked(
      @Nullable ConfigSchema schema,
      boolean yaml,
      @Nullable String text,
      FormState state,
      boolean checked) {
    List<FieldProblem> problems = new ArrayList<>(state.problems());
    if (schema != null && problems.isEmpty()) {
      problems.addAll(schema.check(state.value()));
    }
    return new ConfigureForm(schema, yaml, text, state, problems, checked);
  }

  private static FormState form(ConfigSchema schema, Map<String, String> fields) {
    return FormReader.read(
        schema.json(), new Submission(fields, fields.get("add"), fields.get("remove")));
  }

  private static FormState yaml(String text) {
    JsonNode empty = JsonNodeFactory.instance.objectNode();
    try {
      JsonNode value = YamlText.read(text);
      if (value.isMissingNode() || value.isNull()) {
        return FormState.of(empty);
      }
      return value.isObject() ? FormState.of(value) : wrong(empty, "has to be a mapping");
    } catch (IllegalArgumentException e) {
      return wrong(empty, "not YAML: " + e.getMessage());
    }
  }

  private static FormState wrong(JsonNode value, String message) {
    return new FormState(value, Map.of(), List.of(new FieldProblem("", message)));
  }

  boolean valid() {
    return problems.isEmpty();
  }

  /** The configuration as YAML; as it was written when it cannot be read. */
  String yamlText() {
    if (text != null && !state.problems().isEmpty()) {
      return text;
    }
    return state.value().isEmpty() ? "" : YamlText.write(state.value());
  }
}
