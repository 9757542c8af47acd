package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the module in an artifact, whichever layout it has. Thread-safe. */
final class ArtifactReader {
  private static final int MAX_SPEC = 1 << 20;

  private final Fetcher fetcher;
  private final int maxModule;

  /** A module, how it lay, and {@code spec.yaml} if there was one. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Module(byte[] wasm, PluginLayout layout, @Nullable String spec) {}

  ArtifactReader(Fetcher fetcher, int maxModule) {
    this.fetcher = fetcher;
    this.maxModule = maxModule;
  }

  /**
   * Fetches the module of {@code image}.
   *
   * @throws RegistryException when it cannot be had or there is none
   */
  Module read(Reference reference, Manifest.Image image) {
    List<Descriptor> layers = image.layers();
    if (layers.isEmpty()) {
      throw notAPlugin(reference + ": the artifact has no layers");
    }
    Descriptor last = layers.getLast();
    return switch (last.mediaType()) {
      case MediaTypes.DOCKER_LAYER, MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_PLAIN ->
          fromArchive(reference, image, last);
      case MediaTypes.SOLO_WASM, MediaTypes.SOLO_CONFIG -> fromSolo(reference, layers);
      case MediaTypes.WASM -> fromCncf(reference, image);
      default ->
          throw notAPlugin(
              "%s: no wasm layer, the last of %d has type %s (expected: %s, %s or %s)"
                  .formatted(
                      reference,
                      layers.size(),
                      last.mediaType(),
                      MediaTypes.OCI_LAYER,
                      MediaTypes.SOLO_WASM,
                      MediaTypes.WASM));
    };
  }

  private Module fromArchive(Reference reference, Manifest.Image image, Descriptor layer) {
    byte[] archive = fetcher.fetchBlob(reference, layer);
    byte[] wasm = PluginArchive.module(archive, maxModule, "layer " + layer.digest());
    return new Module(wasm, archiveLayout(image), spec(reference, image.layers()));
  }

  private static PluginLayout archiveLayout(Manifest.Image image) {
    if (image.mediaType().equals(MediaTypes.DOCKER_MANIFEST)) {
      return PluginLayout.DOCKER;
    }
    boolean documents = image.layers().stream().anyMatch(ArtifactReader::isDocument);
    return documents ? PluginLayout.HIGRESS : PluginLayout.COMPAT;
  }

  private static boolean isDocument(Descriptor layer) {
    String type = layer.mediaType().toLowerCase(Locale.ROOT);
    return type.equals(MediaTypes.HIGRESS_SPEC) || type.startsWith(MediaTypes.HIGRESS_DOC_PREFIX);
  }

  private Module fromSolo(Reference reference, List<Descriptor> layers) {
    List<Descriptor> modules =
        layers.stream().filter(each -> each.mediaType().equals(MediaTypes.SOLO_WASM)).toList();
    Descriptor module = only(reference, modules, MediaTypes.SOLO_WASM);
    return new Module(fetcher.fetchBlob(reference, module), PluginLayout.SOLO, null);
  }

  private Module fromCncf(Reference reference, Manifest.Image image) {
    Descriptor module = only(reference, image.layers(), MediaTypes.WASM);
    return new Module(fetcher.fetchBlob(reference, module), PluginLayout.CNCF, null);
  }

  private static Descriptor only(Reference reference, List<Descriptor> modules, String type) {
    if (modules.size() == 1) {
      return modules.getFirst();
    }
    throw notAPlugin(
        "%s: %d layers where one of type %s is wanted".formatted(reference, modules.size(), type));
  }

  private @Nullable String spec(Reference reference, List<Descriptor> layers) {
    Optional<Descriptor> spec =
        layers.stream()
            .filter(each -> each.mediaType().equalsIgnoreCase(MediaTypes.HIGRESS_SPEC))
            .findFirst();
    if (spec.isEmpty() || spec.get().size() > MAX_SPEC) {
      return null;
    }
    return new String(fetcher.fetchBlob(reference, spec.get()), StandardCharsets.UTF_8);
  }

  private static RegistryException notAPlugin(String what) {
    return new RegistryException(
        Reason.NOT_A_PLUGIN, what, "push it as a plugin, for example with `weir plugin push`");
  }
}
