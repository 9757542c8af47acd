package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the schema of a plugin's configuration is a schema, and its example follows it. A schema
 * with {@code $ref} is not followed: Kubernetes takes none (structural schemas), and without them
 * the work is bounded by what is written.
 */
final class ConfigSchemaCheck {
  private static final int MAX_TOLD = 10;
  private static final long MAX_WORK = 4_000_000;
  private static final String SCHEMA = "/spec/configSchema/openAPIV3Schema";

  private final Placed problems;

  ConfigSchemaCheck(Placed problems) {
    this.problems = problems;
  }

  /**
   * @param root of {@code spec.yaml}
   */
  void check(JsonNode root) {
    JsonNode schema = root.at(SCHEMA);
    if (!schema.isObject()) {
      return; // SpecCheck tells, or there is none
    }
    if (schema.findValue("$ref") != null) {
      problems.warning(
          SCHEMA,
          "it has a $ref, which is not followed (expected: a structural schema)",
          "write the schema out in its place");
      return;
    }
    try {
      if (isSchema(schema)) {
        examples(schema, root);
      }
    } catch (SchemaException | IllegalArgumentException e) {
      problems.error(
          SCHEMA, "not a schema: " + line(e), "correct it by OpenAPI 3.0, Schema Object");
    }
  }

  private boolean isSchema(JsonNode schema) {
    List<Error> errors = Schemas.META.validate(schema);
    Set<String> told = new HashSet<>(); // one of the alternatives that failed at a place is enough
    for (Error each : errors) {
      if (told.size() == MAX_TOLD || !told.add(each.getInstanceLocation().toString())) {
        continue;
      }
      problems.error(
          SCHEMA + each.getInstanceLocation(),
          "not a schema: " + each.getMessage(),
          "correct it by OpenAPI 3.0, Schema Object");
    }
    return errors.isEmpty();
  }

  private void examples(JsonNode schema, JsonNode root) {
    List<String> places = new ArrayList<>(List.of(SCHEMA + "/example"));
    places.add("/spec/configSchema/example");
    places.add("/spec/example");
    Schema compiled = Schemas.openApi(schema);
    for (String place : places) {
      JsonNode example = root.at(place);
      if (!example.isMissingNode()) {
        example(compiled, schema, example, place);
      }
    }
  }

  private void example(Schema compiled, JsonNode schema, JsonNode example, String place) {
    if (count(schema) * count(example) > MAX_WORK) {
      problems.warning(place, "too large to be held against the schema", "give a smaller example");
      return;
    }
    List<Error> errors;
    try {
      errors = compiled.validate(example);
    } catch (BoundedPattern.TooManyStepsException e) {
      problems.warning(place, line(e), "write the pattern without nested repetition");
      return;
    }
    for (Error each : errors.subList(0, Math.min(MAX_TOLD, errors.size()))) {
      problems.error(
          place + each.getInstanceLocation(),
          "the example does not follow the schema: " + each.getMessage(),
          "correct the example, or the schema");
    }
  }

  private static long count(JsonNode node) {
    long count = 1;
    for (JsonNode each : node) {
      count += count(each);
    }
    return count;
  }

  private static String line(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
