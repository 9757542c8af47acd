package io.weir.registry.distribution;

import io.weir.registry.Manifest;
import io.weir.registry.store.NewManifest;
import java.io.IOException;
import java.util.List;

/** Looks at manifests that are pushed. May block; thread-safe. */
public interface PushReview {
  /** Lets everything pass. */
  PushReview NONE = (repository, manifest, content, tags) -> Outcome.SILENT;

  /**
   * Looks at a manifest that is well-formed, before it is stored.
   *
   * @param content the manifest, read
   * @param tags that are to name it
   * @throws io.weir.registry.http.RegistryFault when it is refused
   * @throws IOException when the store fails
   */
  Outcome review(String repository, NewManifest manifest, Manifest content, List<String> tags)
      throws IOException;

  /** What is said of a manifest that may be stored. */
  interface Outcome {
    /** Nothing is said. */
    Outcome SILENT =
        new Outcome() {
          @Override
          public List<String> warnings() {
            return List.of();
          }

          @Override
          public void stored() {}
        };

    /** For whoever pushed it, a line each. */
    List<String> warnings();

    /**
     * The manifest has been stored.
     *
     * @throws IOException when the store fails
     */
    void stored() throws IOException;
  }
}
