package io.weir.host.config;

import io.weir.host.config.ConfigReader.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The settings of the process, as opposed to its configuration: a flat YAML file, all optional. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * The settings in {@code file}, none when there is no such file; blocks.
   *
   * @param known the names that may stand there
   * @throws ConfigException with the line of each unknown name and each value that is no scalar
   */
  public static Map<String, String> read(Path file, Set<String> known) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Problems problems = new Problems();
    SourceNode root = ConfigReader.parse(ConfigReader.text(file), Format.YAML, problems);
    Map<String, String> settings = new LinkedHashMap<>();
    if (root instanceof SourceNode.Mapping mapping) {
      mapping.fields().forEach((name, field) -> read(settings, name, field, known, problems));
    } else {
      problems.addAt("", root.line(), root.describe() + " (expected: a mapping)", "name: value");
    }
    problems.throwIfAny();
    return settings;
  }

  private static void read(
      Map<String, String> settings,
      String name,
      SourceNode.Field field,
      Set<String> known,
      Problems problems) {
    if (!known.contains(name)) {
      problems.addAt(name, field.line(), "unknown setting", Suggestions.remedy(name, known));
    } else if (field.value() instanceof SourceNode.Scalar scalar && !scalar.isNull()) {
      settings.put(name, scalar.value().asText());
    } else {
      String message = field.value().describe() + " (expected: one value)";
      problems.addAt(name, field.line(), message, "write " + name + ": value");
    }
  }
}
