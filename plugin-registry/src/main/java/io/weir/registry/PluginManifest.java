package io.weir.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's {@code spec.yaml} says of it, in the form that Higress reads.
 *
 * @param name null when it is left out
 * @param version null when it is left out
 */
public record PluginManifest(@Nullable String name, @Nullable String version) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * Reads a manifest; what it does not know, it passes over.
   *
   * @throws IllegalArgumentException when the text is no YAML
   */
  public static PluginManifest parse(String spec) {
    try {
      JsonNode info = YAML.readTree(spec).path("info");
      return new PluginManifest(text(info, "name"), text(info, "version"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("spec.yaml: not YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable String text(JsonNode info, String field) {
    String text = info.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
