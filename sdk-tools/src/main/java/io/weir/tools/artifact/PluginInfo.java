package io.weir.tools.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's {@code spec.yaml} says about it. Texts that are missing are empty.
 *
 * @param licence an SPDX expression, from {@code info.license}
 * @param phase {@code AUTHN}, {@code AUTHZ}, {@code STATS} or {@code UNSPECIFIED_PHASE}
 * @param priority higher first within the phase; null when it says none
 * @param schema of the configuration (OpenAPI v3); a missing node when there is none
 */
public record PluginInfo(
    String name,
    String title,
    String version,
    String category,
    String description,
    String licence,
    String phase,
    @Nullable Integer priority,
    JsonNode schema) {

  static PluginInfo of(JsonNode root) {
    JsonNode info = root.path("info");
    JsonNode spec = root.path("spec");
    JsonNode priority = spec.path("priority");
    return new PluginInfo(
        info.path("name").asText(""),
        info.path("title").asText(""),
        info.path("version").asText(""),
        info.path("category").asText(""),
        info.path("description").asText("").strip(),
        info.path("license").asText(""),
        spec.path("phase").asText(""),
        priority.isIntegralNumber() ? priority.intValue() : null,
        spec.path("configSchema").path("openAPIV3Schema"));
  }
}
