package io.weir.bench.torture.gateway;

import io.weir.bench.torture.stamp.Lang;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where the {@code stamp} modules are.
 *
 * @param root the folder that holds {@code plugins-rs}, {@code plugins-go} and {@code plugins-js}
 * @param urlTemplate empty for the files under {@code root}, else a url with {@code {lang}} and
 *     {@code {version}}, such as {@code oci://127.0.0.1:5000/fixtures/stamp-{lang}:{version}}
 */
public record PluginModules(Path root, String urlTemplate) {

  private static final List<String> VERSIONS = List.of("1", "2");

  /** The plugin's name in the configuration. */
  public static String name(Lang lang) {
    return "stamp-" + lang.id();
  }

  /**
   * What is missing for these languages, one line each with its remedy; empty when all is there.
   */
  public List<String> missing(Set<Lang> langs) {
    if (!urlTemplate.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Lang lang : langs) {
      for (String version : VERSIONS) {
        if (!Files.isReadable(file(lang, version))) {
          lines.add(
              "%s: not there (build it: plugins-%s/build)"
                  .formatted(lang.moduleFile(version), lang.id()));
        }
      }
    }
    return lines;
  }

  String url(Lang lang, String version) {
    if (urlTemplate.isEmpty()) {
      return file(lang, version).toUri().toString();
    }
    return urlTemplate.replace("{lang}", lang.id()).replace("{version}", version);
  }

  private Path file(Lang lang, String version) {
    return root.resolve(lang.moduleFile(version)).toAbsolutePath().normalize();
  }
}
