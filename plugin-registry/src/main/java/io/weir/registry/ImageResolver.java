package io.weir.registry;

import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.PullException.Reason;

/** From a reference to the one manifest that a gateway runs. */
public final class ImageResolver {
  private ImageResolver() {}

  /**
   * The manifest at {@code reference}; of an index the one that Istio would take, else one for
   * wasm.
   *
   * @return whose manifest is a {@link Manifest.Image}
   * @throws RegistryException when it cannot be had, or no entry of the index can hold a plugin
   */
  public static Fetched resolve(Fetcher fetcher, Reference reference) {
    return resolve(fetcher, reference, fetcher.fetchManifest(reference));
  }

  /** The same from what {@code reference} was found to name. */
  public static Fetched resolve(Fetcher fetcher, Reference reference, Fetched found) {
    if (!(found.manifest() instanceof Manifest.Index index)) {
      return found;
    }
    Descriptor child = PlatformChooser.choose(reference, index);
    Fetched image = fetcher.fetchManifest(reference.at(child.digest()));
    if (image.manifest() instanceof Manifest.Index) {
      throw new RegistryException(
          Reason.NOT_A_PLUGIN, reference + ": an index within an index", "push a plugin", null);
    }
    return image;
  }
}
