package io.weir.registry.download;

import io.weir.registry.Reference;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /plugins/<name>/<version>/<file>}, where the name may have slashes.
 *
 * @param name as it stands in the path
 * @param version a tag
 * @param metadata whether {@code metadata.txt} is meant, not {@code plugin.wasm}
 */
record DownloadPath(String name, String version, boolean metadata) {
  private static final String PREFIX = "plugins/";
  private static final Pattern PATH =
      Pattern.compile("/plugins/(.+)/([^/]+)/(plugin\\.wasm|metadata\\.txt)");

  /** Null when it is no such path. */
  static @Nullable DownloadPath parse(String path) {
    Matcher match = PATH.matcher(path);
    if (!match.matches()
        || !Reference.isRepository(match.group(1))
        || !Reference.isTag(match.group(2))) {
      return null;
    }
    return new DownloadPath(match.group(1), match.group(2), match.group(3).equals("metadata.txt"));
  }

  /** The repositories that may be meant, the likelier first. */
  List<String> repositories() {
    String below = PREFIX + name;
    return Reference.isRepository(below) ? List.of(below, name) : List.of(name);
  }
}
