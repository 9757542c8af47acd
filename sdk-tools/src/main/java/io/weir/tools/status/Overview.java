package io.weir.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;

/** What a gateway serves, and where. */
final class Overview {
  private Overview() {}

  static void print(JsonNode status, Output output) {
    Table table = new Table("LISTENER", "ADDRESS");
    status
        .path("listeners")
        .forEach(one -> table.row(one.path("name").asText(), one.path("address").asText()));
    table.lines().forEach(output::result);
    JsonNode config = status.path("config");
    output.step(
        "generation %d of %s, %d workers, %d versions of plugins"
            .formatted(
                status.path("generation").asLong(),
                config.path("path").asText(),
                status.path("workers").asInt(),
                status.path("plugins").size()));
    status
        .path("engines")
        .forEach(
            engine -> {
              if (!engine.path("available").asBoolean()) {
                output.step(
                    "engine %s: %s"
                        .formatted(engine.path("name").asText(), engine.path("reason").asText()));
              }
            });
    config.path("refused").forEach(problem -> output.step("refused: " + problem.asText()));
  }
}
