package io.weir.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin to be pushed.
 *
 * @param wasm the module; not copied, not to be changed
 * @param documents what goes with it, in this order
 * @param annotations of every manifest
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PluginPackage(
    byte[] wasm, List<PluginDocument> documents, Map<String, String> annotations) {
  private static final String CREATED = "org.opencontainers.image.created";

  public PluginPackage {
    documents = List.copyOf(documents);
    annotations = Map.copyOf(annotations);
  }

  /**
   * A module with the two documents that most have.
   *
   * @param spec the text of {@code spec.yaml}; null for none
   * @param readme the text of {@code README.md}; null for none
   */
  public PluginPackage(
      byte[] wasm,
      @Nullable String spec,
      @Nullable String readme,
      Map<String, String> annotations) {
    this(wasm, documents(spec, readme), annotations);
  }

  /** A module without anything about it. */
  public static PluginPackage of(byte[] wasm) {
    return new PluginPackage(wasm, List.of(), Map.of());
  }

  private static List<PluginDocument> documents(@Nullable String spec, @Nullable String readme) {
    List<PluginDocument> documents = new ArrayList<>();
    if (spec != null) {
      documents.add(document(MediaTypes.HIGRESS_SPEC, "spec.yaml", spec));
    }
    if (readme != null) {
      documents.add(document(MediaTypes.HIGRESS_DOC, "README.md", readme));
    }
    return documents;
  }

  private static PluginDocument document(String mediaType, String name, String text) {
    return new PluginDocument(name, mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** When it was made, by its annotations; else the epoch, so that a digest does not tell time. */
  String created() {
    return annotations.getOrDefault(CREATED, "1970-01-01T00:00:00Z");
  }

  /**
   * Lays the plugin out for a registry; the same package gives the same digests.
   *
   * @throws RegistryException when it is not a module
   */
  public PluginImage image(PublishLayout layout) {
    WasmMagic.require(wasm);
    return new PluginImageBuilder(this).build(layout);
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
    PublishLayout written =
        switch (layout) {
          case HIGRESS -> PublishLayout.HIGRESS;
          case CNCF -> PublishLayout.CNCF;
          default ->
              throw new IllegalArgumentException(
                  "layout: " + layout + " (expected: HIGRESS or CNCF; the rest are only read)");
        };
    return image(written).push(pusher, reference);
  }
}
