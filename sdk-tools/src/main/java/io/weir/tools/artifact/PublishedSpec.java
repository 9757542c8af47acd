package io.weir.tools.artifact;

import io.weir.registry.Descriptor;
import io.weir.registry.Fetcher;
import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.ImageResolver;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a registry knows about a plugin, without its module being pulled. */
public final class PublishedSpec {
  private static final int MAX_BYTES = 1 << 20;

  private PublishedSpec() {}

  /**
   * The spec that was pushed beside the module of {@code reference}, if there is one.
   *
   * @throws io.weir.registry.RegistryException when the registry cannot say
   */
  public static Optional<PluginInfo> find(Fetcher fetcher, Reference reference) {
    return find(fetcher, reference, fetcher.fetchManifest(reference));
  }

  /** The same from what {@code reference} was found to name. */
  public static Optional<PluginInfo> find(Fetcher fetcher, Reference reference, Fetched found) {
    Fetched resolved = ImageResolver.resolve(fetcher, reference, found);
    if (!(resolved.manifest() instanceof Manifest.Image image)) {
      return Optional.empty();
    }
    return image.layers().stream()
        .filter(each -> each.mediaType().equalsIgnoreCase(MediaTypes.HIGRESS_SPEC))
        .filter(each -> each.size() <= MAX_BYTES)
        .findFirst()
        .map(layer -> read(fetcher, reference, layer));
  }

  private static PluginInfo read(Fetcher fetcher, Reference reference, Descriptor layer) {
    byte[] text = fetcher.fetchBlob(reference, layer);
    return SpecFile.read(new String(text, StandardCharsets.UTF_8), "spec.yaml of " + reference);
  }
}
