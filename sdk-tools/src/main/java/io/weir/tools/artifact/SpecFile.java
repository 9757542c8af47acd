package io.weir.tools.artifact;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.weir.tools.cli.ToolException;
import java.util.List;

/** Reads {@code spec.yaml}, the manifest that plugins of Higress have. */
public final class SpecFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private SpecFile() {}

  /**
   * Reads a spec whoever wrote it; what is wrong in it is missing.
   *
   * @param place where it came from, for the message
   * @throws ToolException when it is not YAML
   */
  public static PluginInfo read(String text, String place) {
    return PluginInfo.of(tree(text, place));
  }

  /**
   * Reads a spec that is about to be published.
   *
   * @throws ToolException when it is not YAML, or not of the form, with every problem
   */
  public static PluginInfo readStrictly(String text, String place) {
    JsonNode root = tree(text, place);
    List<String> problems = SpecCheck.problems(root);
    if (!problems.isEmpty()) {
      throw new ToolException(
          place + ": not a plugin's spec", problems, "correct it and push again", null);
    }
    return PluginInfo.of(root);
  }

  private static JsonNode tree(String text, String place) {
    try {
      JsonNode root = YAML.readTree(text);
      return root == null ? MissingNode.getInstance() : root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String line = at == null ? "" : ":" + at.getLineNr();
      throw new ToolException(
          place + line + ": not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""),
          "correct the line",
          e);
    }
  }
}
