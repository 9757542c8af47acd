package io.weir.registry.mirror;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.RegistryException;
import io.weir.registry.distribution.PushReview;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets plugins from a remote be looked at as those that are pushed are, once their layers are here.
 * Clients fetch the module alone; the documents beside it are fetched after it. Thread-safe;
 * blocks.
 */
final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final long MAX_DOCUMENT = 1 << 20;

  private final RegistryStore store;
  private final PushReview review;

  /** Brings a blob here. */
  interface Bringer {
    void bring(String repository, Digest digest) throws IOException;
  }

  Arrivals(RegistryStore store, PushReview review) {
    this.store = store;
    this.review = review;
  }

  /** A manifest is here, and has not been before. */
  void manifest(String repository, Digest digest) {
    Repository at = store.repository(repository);
    ManifestState state = at == null ? null : at.manifest(digest);
    if (at != null && state != null) {
      look(at, state, null);
    }
  }

  /**
   * A blob is here, and has not been before.
   *
   * @param bringer for what else is needed
   */
  void blob(String repository, Digest digest, Bringer bringer) {
    Repository at = store.repository(repository);
    if (at == null) {
      return;
    }
    for (ManifestState each : List.copyOf(at.manifests())) {
      if (each.content().contains(digest)) {
        look(at, each, bringer);
      }
    }
  }

  private void look(Repository at, ManifestState state, @Nullable Bringer bringer) {
    try {
      byte[] content = store.manifestContent(state.digest());
      if (content == null) {
        return;
      }
      Manifest manifest = Manifest.read(content, state.mediaType());
      if (manifest instanceof Manifest.Image image && !isWhole(at, image)) {
        if (bringer != null) {
          bringDocuments(at, image, bringer);
        }
        return;
      }
      review(at, state.digest(), content, manifest);
    } catch (IOException | RegistryFault | RegistryException e) {
      LOG.warn("mirror: {}@{}: not looked at: {}", at.name(), state.digest(), e.getMessage());
    }
  }

  private void review(Repository at, Digest digest, byte[] content, Manifest manifest)
      throws IOException {
    NewManifest stored = NewManifest.of(digest, content, manifest).withRequired(List.of());
    review.review(at.name(), stored, manifest, List.of()).stored();
    if (manifest instanceof Manifest.Image) {
      for (ManifestState each : List.copyOf(at.manifests())) {
        if (each.content().contains(digest)) {
          look(at, each, null); // an index, which is the plugin that it holds
        }
      }
    }
  }

  private static boolean isWhole(Repository at, Manifest.Image image) {
    return image.layers().stream().allMatch(each -> at.hasBlob(each.digest()));
  }

  /** With the module here, the rest of a plugin is small. */
  private static void bringDocuments(Repository at, Manifest.Image image, Bringer bringer)
      throws IOException {
    List<Descriptor> layers = image.layers();
    boolean documented =
        layers.stream().anyMatch(each -> each.mediaType().equals(MediaTypes.HIGRESS_SPEC));
    if (!documented || !at.hasBlob(layers.getLast().digest())) {
      return;
    }
    for (Descriptor each : layers) {
      if (!at.hasBlob(each.digest()) && each.size() <= MAX_DOCUMENT) {
        bringer.bring(at.name(), each.digest());
      }
    }
  }
}
