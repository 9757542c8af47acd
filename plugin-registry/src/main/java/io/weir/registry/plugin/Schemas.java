package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Schemas that a plugin's documents are held against. Those from strangers are compiled apart, so
 * that none is kept, and none fetches anything.
 */
final class Schemas {
  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .locale(Locale.ENGLISH)
          .pathType(PathType.JSON_POINTER)
          .regularExpressionFactory(BoundedPattern::of)
          .build();

  /** What a {@code spec.yaml} is. */
  static final Schema SPEC = registry(Dialects.getDraft4()).getSchema(resource("spec.schema.json"));

  /** What a schema is, as far as OpenAPI 3.0 and the JSON Schema that it builds on agree. */
  static final Schema META =
      registry(Dialects.getDraft4()).getSchema(SchemaLocation.of(Dialects.getDraft4().getId()));

  private Schemas() {}

  /**
   * A schema of OpenAPI 3.0.
   *
   * @throws com.networknt.schema.SchemaException when it cannot be one
   */
  static Schema openApi(JsonNode schema) {
    return registry(Dialects.getOpenApi30()).getSchema(schema);
  }

  private static SchemaRegistry registry(Dialect dialect) {
    Dialect quiet =
        Dialect.builder(dialect)
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();
    return SchemaRegistry.withDefaultDialect(
        quiet, each -> each.schemaRegistryConfig(CONFIG).schemaCacheEnabled(false));
  }

  private static JsonNode resource(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(name + " is part of this archive", e);
    }
  }
}
