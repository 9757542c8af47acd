package io.weir.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor.Platform;
import io.weir.registry.PluginImage.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays a plugin out. In an index the first manifest is the one for Higress, Istio and Envoy
 * Gateway: it has no platform, which their client (go-containerregistry) takes for linux/amd64. The
 * clients of wasm tools (oci-client: wkg, spin, wash) pass over what has no platform and look for
 * that of their machine, so the manifest with the bare module stands there under the common ones,
 * and under its own, wasip1/wasm.
 */
final class PluginImageBuilder {
  private static final byte[] EMPTY_CONFIG = {'{', '}'};
  private static final List<Platform> EVERYWHERE =
      List.of(
          new Platform("wasip1", "wasm"),
          new Platform("linux", "amd64"),
          new Platform("linux", "arm64"),
          new Platform("darwin", "amd64"),
          new Platform("darwin", "arm64"),
          new Platform("windows", "amd64"));

  private final PluginPackage plugin;
  private final List<Content> blobs = new ArrayList<>();

  PluginImageBuilder(PluginPackage plugin) {
    this.plugin = plugin;
  }

  PluginImage build(PublishLayout layout) {
    return switch (layout) {
      case HIGRESS -> single(higress());
      case CNCF -> single(cncf());
      case BOTH -> index(higress(), cncf());
    };
  }

  private PluginImage single(Content manifest) {
    return new PluginImage(blobs, List.of(), manifest);
  }

  private PluginImage index(Content higress, Content cncf) {
    List<Descriptor> entries = new ArrayList<>();
    entries.add(higress.descriptor());
    for (Platform each : EVERYWHERE) {
      entries.add(entry(cncf.descriptor(), each));
    }
    byte[] index = ManifestWriter.index(entries, plugin.annotations());
    return new PluginImage(blobs, List.of(higress, cncf), Content.of(MediaTypes.OCI_INDEX, index));
  }

  private static Descriptor entry(Descriptor manifest, Platform platform) {
    return new Descriptor(
        manifest.mediaType(),
        manifest.digest(),
        manifest.size(),
        platform,
        null,
        manifest.annotations());
  }

  private Content higress() {
    List<Descriptor> layers = new ArrayList<>();
    for (PluginDocument each : plugin.documents()) {
      layers.add(blob(each.mediaType(), each.content(), each.name()));
    }
    layers.add(blob(MediaTypes.OCI_LAYER, PluginArchive.pack(plugin.wasm()), "plugin.tar.gz"));
    return manifest(blob(MediaTypes.UNKNOWN_CONFIG, EMPTY_CONFIG, null), layers);
  }

  private Content cncf() {
    Descriptor module = blob(MediaTypes.WASM, plugin.wasm(), PluginArchive.MODULE);
    ObjectNode config = ManifestJson.MAPPER.createObjectNode();
    config.put("created", plugin.created());
    config.put("architecture", "wasm").put("os", "wasip1");
    config.putArray("layerDigests").add(module.digest().toString());
    byte[] bytes = config.toString().getBytes(StandardCharsets.UTF_8);
    return manifest(blob(MediaTypes.WASM_CONFIG, bytes, null), List.of(module));
  }

  private Content manifest(Descriptor config, List<Descriptor> layers) {
    return Content.of(
        MediaTypes.OCI_MANIFEST, ManifestWriter.image(config, layers, plugin.annotations()));
  }

  private Descriptor blob(String mediaType, byte[] bytes, @Nullable String title) {
    Content content = Content.of(mediaType, bytes);
    if (blobs.stream().noneMatch(each -> each.descriptor().equals(content.descriptor()))) {
      blobs.add(content);
    }
    return title == null ? content.descriptor() : content.descriptor().titled(title);
  }
}
