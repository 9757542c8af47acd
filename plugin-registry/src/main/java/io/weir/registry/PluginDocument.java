package io.weir.registry;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that goes with a plugin's module as a layer of its own.
 *
 * @param name the file's name, by which clients find it: {@code spec.yaml}
 * @param mediaType of the layer
 * @param content not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PluginDocument(String name, String mediaType, byte[] content) {
  private static final Pattern README_IN =
      Pattern.compile("README_([A-Za-z]{2}(?:[-_][A-Za-z]{2})?)\\.md");

  /**
   * The document of a file.
   *
   * @return empty for a name that no client looks for
   */
  public static Optional<PluginDocument> of(String name, byte[] content) {
    return mediaType(name).map(type -> new PluginDocument(name, type, content));
  }

  /** The layer type of a file {@code name}; empty for one that is not taken along. */
  public static Optional<String> mediaType(String name) {
    return switch (name) {
      case "spec.yaml" -> Optional.of(MediaTypes.HIGRESS_SPEC);
      case "README.md" -> Optional.of(MediaTypes.HIGRESS_DOC);
      case "icon.png" -> Optional.of(MediaTypes.HIGRESS_ICON);
      case "CHANGELOG.md" -> Optional.of(MediaTypes.MARKDOWN);
      case "LICENSE" -> Optional.of(MediaTypes.PLAIN_TEXT);
      default -> translated(name);
    };
  }

  /** {@code README_ZH.md}: hgctl writes the language in lower case. */
  private static Optional<String> translated(String name) {
    Matcher match = README_IN.matcher(name);
    return match.matches()
        ? Optional.of(
            MediaTypes.HIGRESS_DOC_PREFIX
                + "."
                + match.group(1).toLowerCase(Locale.ROOT)
                + "+markdown")
        : Optional.empty();
  }
}
