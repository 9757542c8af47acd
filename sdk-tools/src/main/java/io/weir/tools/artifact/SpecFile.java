package io.weir.tools.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.plugin.Severity;
import io.weir.registry.plugin.SpecCheck;
import io.weir.registry.plugin.SpecYaml;
import io.weir.tools.cli.ToolException;
import java.util.List;

/** Reads {@code spec.yaml}, the manifest that plugins of Higress have. */
public final class SpecFile {
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
    List<String> problems =
        SpecCheck.findings(root).stream()
            .filter(each -> each.severity() == Severity.ERROR)
            .map(Object::toString)
            .toList();
    if (!problems.isEmpty()) {
      throw new ToolException(
          place + ": not a plugin's spec", problems, "correct it and push again", null);
    }
    return PluginInfo.of(root);
  }

  private static JsonNode tree(String text, String place) {
    try {
      return SpecYaml.read(text).root();
    } catch (SpecYaml.UnreadableException e) {
      String line = e.line() == 0 ? "" : ":" + e.line();
      throw new ToolException(place + line + ": not YAML: " + e.getMessage(), "correct it", e);
    }
  }
}
