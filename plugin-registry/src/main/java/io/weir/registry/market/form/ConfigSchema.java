package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's configuration schema (the Schema Object of OpenAPI 3.0) that checks values. Immutable,
 * any thread. It reads no other document: a reference to one is an error of the schema.
 */
public final class ConfigSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialects.getOpenApi30(),
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaLoader(loader -> loader.fetchRemoteResources(false).block(iri -> true))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .pathType(PathType.JSON_POINTER)
                          .locale(Locale.ENGLISH)
                          .regularExpressionFactory(new LinearPatterns())
                          .build()));

  private final JsonNode json;
  private final @Nullable Schema schema;
  private final String defect;

  private ConfigSchema(JsonNode json, @Nullable Schema schema, String defect) {
    this.json = json;
    this.schema = schema;
    this.defect = defect;
  }

  /** The schema {@code json}; one that cannot be used finds a fault with every value. */
  public static ConfigSchema of(JsonNode json) {
    try {
      Schema schema = REGISTRY.getSchema(json);
      schema.initializeValidators();
      return new ConfigSchema(json, schema, "");
    } catch (SchemaException | IllegalArgumentException e) {
      return new ConfigSchema(json, null, String.valueOf(e.getMessage()));
    }
  }

  public JsonNode json() {
    return json;
  }

  /** What is wrong with {@code value}; at each place once, in the order of the schema. */
  public List<FieldProblem> check(JsonNode value) {
    if (schema == null) {
      return List.of(new FieldProblem("", "the plugin's schema cannot be used: " + defect));
    }
    Set<FieldProblem> problems = new LinkedHashSet<>();
    try {
      for (Error error : schema.validate(value)) {
        problems.add(Unions.isWithin(error) ? Unions.problem(error, json) : Messages.of(error));
      }
    } catch (SchemaException e) {
      problems.add(new FieldProblem("", "the plugin's schema cannot be used: " + e.getMessage()));
    }
    return new ArrayList<>(problems);
  }
}
