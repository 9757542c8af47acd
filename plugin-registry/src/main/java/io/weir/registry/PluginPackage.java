package io.weir.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin to be pushed.
 *
 * @param wasm the module; not copied, not to be changed
 * @param spec the text of {@code spec.yaml}; null for none
 * @param readme the text of {@code README.md}; null for none
 * @param annotations of the manifest
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PluginPackage(
    byte[] wasm, @Nullable String spec, @Nullable String readme, Map<String, String> annotations) {
  private static final byte[] EMPTY_CONFIG = {'{', '}'};

  public PluginPackage {
    annotations = Map.copyOf(annotations);
  }

  /** A module without anything about it. */
  public static PluginPackage of(byte[] wasm) {
    return new PluginPackage(wasm, null, null, Map.of());
  }

  /**
   * Pushes the plugin and lets {@code reference} name it.
   *
   * @param layout {@link PluginLayout#HIGRESS}, which Higress and Istio read, or {@link
   *     PluginLayout#CNCF}
   * @return the manifest's digest
   * @throws RegistryException when it is not a module, or the registry refuses
   * @throws IllegalArgumentException for another layout
   */
  public Digest push(Pusher pusher, Reference reference, PluginLayout layout) {
    WasmMagic.require(wasm);
    return switch (layout) {
      case HIGRESS -> pushHigress(pusher, reference);
      case CNCF -> pushCncf(pusher, reference);
      default ->
          throw new IllegalArgumentException(
              "layout: " + layout + " (expected: HIGRESS or CNCF; the rest are only read)");
    };
  }

  private Digest pushHigress(Pusher pusher, Reference reference) {
    List<Descriptor> layers = new ArrayList<>();
    if (spec != null) {
      layers.add(text(pusher, reference, MediaTypes.HIGRESS_SPEC, "spec.yaml", spec));
    }
    if (readme != null) {
      layers.add(text(pusher, reference, MediaTypes.HIGRESS_DOC, "README.md", readme));
    }
    byte[] archive = PluginArchive.pack(wasm);
    layers.add(pusher.pushBlob(reference, MediaTypes.OCI_LAYER, archive).titled("plugin.tar.gz"));
    Descriptor config = pusher.pushBlob(reference, MediaTypes.UNKNOWN_CONFIG, EMPTY_CONFIG);
    return pushManifest(pusher, reference, config, layers);
  }

  private static Descriptor text(
      Pusher pusher, Reference reference, String mediaType, String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return pusher.pushBlob(reference, mediaType, content).titled(name);
  }

  private Digest pushCncf(Pusher pusher, Reference reference) {
    Descriptor module =
        pusher.pushBlob(reference, MediaTypes.WASM, wasm).titled(PluginArchive.MODULE);
    ObjectNode config = ManifestJson.MAPPER.createObjectNode();
    config.put("created", "1970-01-01T00:00:00Z"); // so that the same module has the same digest
    config.put("architecture", "wasm").put("os", "wasip1");
    config.putArray("layerDigests").add(module.digest().toString());
    Descriptor stored =
        pusher.pushBlob(
            reference, MediaTypes.WASM_CONFIG, config.toString().getBytes(StandardCharsets.UTF_8));
    return pushManifest(pusher, reference, stored, List.of(module));
  }

  private Digest pushManifest(
      Pusher pusher, Reference reference, Descriptor config, List<Descriptor> layers) {
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    root.set("config", json(config));
    ArrayNode array = root.putArray("layers");
    layers.forEach(each -> array.add(json(each)));
    if (!annotations.isEmpty()) {
      ObjectNode node = root.putObject("annotations");
      annotations.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(each -> node.put(each.getKey(), each.getValue()));
    }
    byte[] manifest = root.toString().getBytes(StandardCharsets.UTF_8);
    return pusher.pushManifest(reference, MediaTypes.OCI_MANIFEST, manifest);
  }

  private static ObjectNode json(Descriptor descriptor) {
    ObjectNode node = ManifestJson.MAPPER.createObjectNode();
    node.put("mediaType", descriptor.mediaType());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (!descriptor.annotations().isEmpty()) {
      ObjectNode map = node.putObject("annotations");
      descriptor.annotations().forEach(map::put);
    }
    return node;
  }
}
