package io.weir.tools.route;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The value of {@code --config}: JSON, or {@code @FILE} with JSON or YAML. */
final class ConfigArgument {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private ConfigArgument() {}

  /**
   * @throws ToolException when it cannot be read, or is no object
   */
  static ObjectNode read(String argument) {
    if (!argument.startsWith("@")) {
      return object(JSON, argument, "--config");
    }
    String file = argument.substring(1);
    boolean yaml = file.endsWith(".yaml") || file.endsWith(".yml");
    return object(yaml ? YAML : JSON, text(file), file);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new ToolException(
          "--config: " + file + " cannot be read (" + e + ")", "correct the path behind @", e);
    }
  }

  private static ObjectNode object(ObjectMapper mapper, String text, String place) {
    JsonNode node = tree(mapper, text, place);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new ToolException(
        place + ": " + node.getNodeType() + " (expected: an object, {...})",
        "put the fields of the plugin's configuration in braces");
  }

  /** What is malformed is not quoted: a configuration may hold secrets. */
  private static JsonNode tree(ObjectMapper mapper, String text, String place) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new ToolException(
          place + ": malformed" + where,
          "check quotes, commas and braces; in a shell, put JSON in single quotes");
    }
  }
}
