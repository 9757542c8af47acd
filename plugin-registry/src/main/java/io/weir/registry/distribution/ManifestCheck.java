package io.weir.registry.distribution;

import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.BlobStore;
import io.weir.registry.store.ManifestStore;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a manifest may be stored: well-formed, of a known type, its blobs there. */
final class ManifestCheck {
  private static final Set<String> TYPES =
      Set.of(
          MediaTypes.OCI_MANIFEST,
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_LIST);

  private final ManifestStore manifests;
  private final BlobStore blobs;

  /** A manifest that passed. */
  record Checked(String mediaType, Manifest manifest) {}

  ManifestCheck(ManifestStore manifests, BlobStore blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /**
   * Checks a manifest. Its subject need not be there, nor the blobs of layers that are fetched from
   * elsewhere.
   *
   * @param contentType as the client sent it
   * @throws RegistryFault naming what is wrong
   */
  Checked check(String repository, byte[] content, @Nullable String contentType) {
    String sent = contentType == null ? "" : MediaTypes.bare(contentType);
    Manifest manifest;
    try {
      manifest = Manifest.read(content, sent);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
    String type = manifest.mediaType();
    if (!sent.isEmpty() && !sent.equals(type)) {
      throw new RegistryFault(
          ErrorCode.MANIFEST_INVALID,
          "mediaType: %s (expected: %s, the Content-Type)".formatted(type, sent));
    }
    if (!TYPES.contains(type)) {
      throw new RegistryFault(
          ErrorCode.MANIFEST_INVALID, "mediaType: " + type + " (expected: one of " + TYPES + ")");
    }
    requireContent(repository, manifest);
    return new Checked(type, manifest);
  }

  private void requireContent(String repository, Manifest manifest) {
    switch (manifest) {
      case Manifest.Image image -> {
        requireBlob(repository, image.config());
        for (Descriptor layer : image.layers()) {
          if (!isForeign(layer.mediaType())) {
            requireBlob(repository, layer);
          }
        }
      }
      case Manifest.Index index ->
          index.manifests().forEach(each -> requireManifest(repository, each));
    }
  }

  private static boolean isForeign(String mediaType) {
    return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
  }

  private void requireBlob(String repository, Descriptor blob) {
    if (!blobs.has(repository, blob.digest())) {
      throw missing("blob", repository, blob);
    }
  }

  private void requireManifest(String repository, Descriptor child) {
    if (!manifests.has(repository, child.digest()) && !blobs.has(repository, child.digest())) {
      throw missing("manifest", repository, child);
    }
  }

  private static RegistryFault missing(String kind, String repository, Descriptor descriptor) {
    return new RegistryFault(
        ErrorCode.MANIFEST_BLOB_UNKNOWN,
        "no %s %s in %s (expected: pushed before the manifest)"
            .formatted(kind, descriptor.digest(), repository));
  }
}
