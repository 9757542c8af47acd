package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a form holds.
 *
 * @param value as far as it could be read
 * @param texts what could not be read, as it was written, by the path of its field
 * @param problems found in reading
 */
public record FormState(JsonNode value, Map<String, String> texts, List<FieldProblem> problems) {
  public FormState {
    texts = Map.copyOf(texts);
    problems = List.copyOf(problems);
  }

  public static FormState of(JsonNode value) {
    return new FormState(value, Map.of(), List.of());
  }
}
