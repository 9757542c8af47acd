package io.weir.registry.distribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.http.Json;
import io.weir.registry.store.ReferrerStore;
import io.weir.registry.store.StoredManifest;
import org.jspecify.annotations.Nullable;

/** How a manifest with a subject is listed (distribution specification, "Listing Referrers"). */
final class Referrers {
  private Referrers() {}

  /** The entry of {@code manifest}; null when it has no subject. */
  static ReferrerStore.@Nullable Referrer of(Manifest manifest, StoredManifest stored) {
    Descriptor subject = manifest.subject();
    if (subject == null) {
      return null;
    }
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("mediaType", stored.mediaType());
    entry.put("digest", stored.digest().toString());
    entry.put("size", stored.content().length);
    String artifactType = manifest.effectiveArtifactType();
    if (artifactType != null && !artifactType.isEmpty()) {
      entry.put("artifactType", artifactType);
    }
    if (!manifest.annotations().isEmpty()) {
      ObjectNode annotations = entry.putObject("annotations");
      manifest.annotations().forEach(annotations::put);
    }
    return new ReferrerStore.Referrer(subject.digest(), stored.digest(), entry);
  }
}
