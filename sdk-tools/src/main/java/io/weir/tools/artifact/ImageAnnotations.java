package io.weir.tools.artifact;

import io.weir.registry.MediaTypes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The annotations of a published plugin (OCI image specification, "Annotations"). */
public final class ImageAnnotations {
  private static final String PREFIX = "org.opencontainers.image.";

  private ImageAnnotations() {}

  /**
   * All that is known; nothing is made up.
   *
   * @param info of {@code spec.yaml}; null without one
   * @param created an RFC 3339 time; null to leave it out
   */
  public static Map<String, String> of(
      PluginSource plugin, @Nullable PluginInfo info, @Nullable String created) {
    Map<String, String> all = new TreeMap<>();
    if (info != null) {
      put(all, MediaTypes.TITLE, info.title().isEmpty() ? info.name() : info.title());
      put(all, PREFIX + "version", info.version());
      put(all, PREFIX + "description", info.description());
    }
    put(all, PREFIX + "licenses", licence(plugin, info));
    if (plugin.folder() != null) {
      SourceControl git = SourceControl.of(plugin.folder());
      put(all, PREFIX + "source", git.source());
      put(all, PREFIX + "revision", git.revision());
    }
    put(all, PREFIX + "created", created == null ? "" : created);
    return all;
  }

  private static String licence(PluginSource plugin, @Nullable PluginInfo info) {
    if (info != null && !info.licence().isEmpty()) {
      return info.licence();
    }
    String text = plugin.text("LICENSE");
    return text == null ? "" : Licences.spdx(text).orElse("");
  }

  private static void put(Map<String, String> annotations, String name, String value) {
    if (!value.isEmpty()) {
      annotations.put(name, value);
    }
  }
}
