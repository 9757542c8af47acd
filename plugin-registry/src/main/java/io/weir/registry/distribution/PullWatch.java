package io.weir.registry.distribution;

import io.weir.registry.store.ManifestState;
import java.util.List;

/** Hears of manifests that are pulled. Must not block; thread-safe. */
public interface PullWatch {
  /** Hears nothing. */
  PullWatch NONE = (repository, manifest, whole) -> List.of();

  /**
   * A manifest is about to be sent.
   *
   * @param whole whether its content is, and not only its head
   * @return warnings for whoever pulls it, a line each
   */
  List<String> pulled(String repository, ManifestState manifest, boolean whole);
}
