package io.weir.registry.plugin;

import java.util.ArrayList;
import java.util.List;

/** Whether a plugin is pushed under the name and the version that it says of itself. */
final class Naming {
  private Naming() {}

  static List<Problem> problems(String repository, List<String> tags, PluginFacts facts) {
    List<Problem> problems = new ArrayList<>();
    name(repository, facts.name(), problems);
    for (String tag : tags) {
      tag(tag, facts.version(), problems);
    }
    return problems;
  }

  private static void name(String repository, String name, List<Problem> problems) {
    String last = repository.substring(repository.lastIndexOf('/') + 1);
    if (!name.isEmpty() && !name.equals(last)) {
      problems.add(
          Problem.warning(
              "spec.yaml: info.name",
              "%s (expected: %s, the last part of %s)".formatted(name, last, repository),
              "give the repository and the plugin one name"));
    }
  }

  private static void tag(String tag, String version, List<Problem> problems) {
    boolean numbered = !tag.isEmpty() && Character.isDigit(tag.charAt(0));
    SemanticVersion semantic = SemanticVersion.parse(tag);
    if (numbered && semantic == null && !isShort(tag, version)) {
      problems.add(
          Problem.warning(
              "tag", tag + " (expected: a semantic version, such as 1.0.0)", "tag it so"));
    }
    SemanticVersion said =
        semantic == null || version.isEmpty() ? null : SemanticVersion.parse(version);
    if (said != null && !said.equals(semantic)) {
      problems.add(
          Problem.warning(
              "tag",
              "%s (expected: %s, its version in spec.yaml)".formatted(tag, version),
              "give tag and spec.yaml one version"));
    }
  }

  /** Whether the tag is one of those that move along: 1 or 1.2 of 1.2.3. */
  private static boolean isShort(String tag, String version) {
    return tag.matches("[0-9]+(?:\\.[0-9]+)?") && (version + ".").startsWith(tag + ".");
  }
}
