package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.Repository;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a manifest may be stored: well-formed, of a known type, its content there if it must. */
final class ManifestCheck {
  private static final Set<String> TYPES =
      Set.of(
          MediaTypes.OCI_MANIFEST,
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_LIST);

  private final String name;
  private final @Nullable Repository repository;
  private final boolean sparse;

  /**
   * @param repository null when there is none of that name
   * @param sparse whether content need not be there
   */
  ManifestCheck(String name, @Nullable Repository repository, boolean sparse) {
    this.name = name;
    this.repository = repository;
    this.sparse = sparse;
  }

  /**
   * Checks a manifest. Its subject need not be there, nor the blobs of layers that are fetched from
   * elsewhere.
   *
   * @param digest of {@code content}
   * @param contentType as the client sent it
   * @throws RegistryFault naming what is wrong
   */
  NewManifest check(Digest digest, byte[] content, @Nullable String contentType) {
    String sent = contentType == null ? "" : MediaTypes.bare(contentType);
    Manifest manifest = read(content, sent);
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
    NewManifest checked = NewManifest.of(digest, content, manifest);
    if (!sparse) {
      requireHere(checked.required(), manifest instanceof Manifest.Index);
    }
    return checked;
  }

  private static Manifest read(byte[] content, String sent) {
    try {
      return Manifest.read(content, sent);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private void requireHere(List<Digest> required, boolean index) {
    for (Digest each : required) {
      if (!isHere(each, index)) {
        throw new RegistryFault(
            ErrorCode.MANIFEST_BLOB_UNKNOWN,
            "no %s %s in %s (expected: pushed before the manifest)"
                .formatted(index ? "manifest" : "blob", each, name));
      }
    }
  }

  private boolean isHere(Digest digest, boolean child) {
    return repository != null
        && (repository.hasBlob(digest) || (child && repository.manifest(digest) != null));
  }
}
