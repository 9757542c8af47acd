package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.PluginLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of an image are which parts of a plugin, by their types alone.
 *
 * @param layout how it lies
 * @param sure whether the types say that it is a plugin; else only the archive can tell
 * @param module the layer that holds the module; null when there is none where there should be
 * @param packed whether that is an archive
 * @param spec {@code spec.yaml}
 * @param readmes by language, lower case; {@code ""} for the one without
 */
record PluginParts(
    PluginLayout layout,
    boolean sure,
    @Nullable Descriptor module,
    boolean packed,
    @Nullable Descriptor spec,
    Map<String, Descriptor> readmes,
    @Nullable Descriptor icon,
    @Nullable Descriptor changelog) {
  private static final Set<String> ARCHIVES =
      Set.of(MediaTypes.DOCKER_LAYER, MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_PLAIN);
  private static final Set<String> SOLO = Set.of(MediaTypes.SOLO_CONFIG, MediaTypes.SOLO_WASM);
  private static final String VARIANT = "module.wasm.image/variant";

  /** The parts of {@code image}; null when nothing in it is one of a plugin's. */
  static @Nullable PluginParts of(Manifest.Image image) {
    List<Descriptor> layers = image.layers();
    boolean documented = layers.stream().anyMatch(PluginParts::isDocument);
    boolean solo = isOne(image, SOLO);
    boolean cncf = isOne(image, Set.of(MediaTypes.WASM, MediaTypes.WASM_CONFIG));
    Descriptor last = layers.isEmpty() ? null : layers.getLast();
    boolean packed = last != null && ARCHIVES.contains(last.mediaType());
    if (documented && !cncf && !solo) {
      return parts(PluginLayout.HIGRESS, true, packed ? last : null, packed, layers);
    }
    if (solo) {
      Descriptor module = single(layers, MediaTypes.SOLO_WASM);
      return parts(PluginLayout.SOLO, true, module, false, layers);
    }
    if (cncf) {
      Descriptor module = single(layers, MediaTypes.WASM);
      return parts(PluginLayout.CNCF, true, module, false, layers);
    }
    if (!packed) {
      return null;
    }
    boolean docker = image.mediaType().equals(MediaTypes.DOCKER_MANIFEST);
    boolean told = "compat".equals(image.annotations().get(VARIANT));
    PluginLayout layout = docker ? PluginLayout.DOCKER : PluginLayout.COMPAT;
    return parts(layout, told, last, true, layers);
  }

  private static boolean isOne(Manifest.Image image, Set<String> types) {
    return types.contains(image.config().mediaType())
        || image.layers().stream().anyMatch(each -> types.contains(each.mediaType()));
  }

  private static @Nullable Descriptor single(List<Descriptor> layers, String type) {
    List<Descriptor> modules =
        layers.stream().filter(each -> each.mediaType().equals(type)).toList();
    return modules.size() == 1 ? modules.getFirst() : null;
  }

  private static PluginParts parts(
      PluginLayout layout,
      boolean sure,
      @Nullable Descriptor module,
      boolean packed,
      List<Descriptor> layers) {
    Map<String, Descriptor> readmes = new LinkedHashMap<>();
    Descriptor spec = null;
    Descriptor icon = null;
    Descriptor changelog = null;
    for (Descriptor each : layers) {
      String type = each.mediaType().toLowerCase(Locale.ROOT);
      if (type.equals(MediaTypes.HIGRESS_SPEC)) {
        spec = each;
      } else if (type.startsWith(MediaTypes.HIGRESS_DOC_PREFIX)) {
        readmes.putIfAbsent(language(type), each);
      } else if (type.startsWith(MediaTypes.HIGRESS_ICON_PREFIX)) {
        icon = each;
      } else if (isChangelog(each)) {
        changelog = each;
      }
    }
    return new PluginParts(
        layout, sure, module, packed, spec, Map.copyOf(readmes), icon, changelog);
  }

  private static boolean isDocument(Descriptor layer) {
    String type = layer.mediaType().toLowerCase(Locale.ROOT);
    return type.equals(MediaTypes.HIGRESS_SPEC)
        || type.startsWith(MediaTypes.HIGRESS_DOC_PREFIX)
        || type.startsWith(MediaTypes.HIGRESS_ICON_PREFIX);
  }

  private static boolean isChangelog(Descriptor layer) {
    return layer.annotations().getOrDefault(MediaTypes.TITLE, "").equalsIgnoreCase("CHANGELOG.md");
  }

  /** Whether the layout has a place for documents beside the module. */
  boolean documented() {
    return layout == PluginLayout.HIGRESS;
  }

  /** {@code zh} of {@code application/vnd.module.wasm.doc.v1.zh+markdown}. */
  private static String language(String type) {
    String rest = type.substring(MediaTypes.HIGRESS_DOC_PREFIX.length());
    int plus = rest.indexOf('+');
    String language = plus < 0 ? rest : rest.substring(0, plus);
    return language.startsWith(".") ? language.substring(1) : "";
  }
}
