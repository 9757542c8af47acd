package io.weir.registry.distribution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v2/<name>/referrers/<digest>}: the manifests that are attached to one (distribution
 * specification, "Listing Referrers"), by digest and in pages.
 */
final class ReferrersEndpoint {
  private static final int MAX_BYTES = 3 << 20;

  private final RegistryStore store;

  ReferrersEndpoint(RegistryStore store) {
    this.store = store;
  }

  /** The referrers of a digest, known or not. */
  RegistryResponse list(RegistryRequest request, Endpoint.Referrers target) {
    DistributionHandler.requireRead(request);
    String type = request.parameter("artifactType");
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    String next = fill(root.putArray("manifests"), target, type, request.parameter("last"));
    RegistryResponse response = ListEndpoint.json(root, MediaTypes.OCI_INDEX);
    if (type != null) {
      response.header("OCI-Filters-Applied", "artifactType");
    }
    if (next != null) {
      String filter = type == null ? "" : "artifactType=" + ListEndpoint.encode(type) + "&";
      String link = request.path() + "?" + filter + "last=" + ListEndpoint.encode(next);
      response.header("Link", "<" + link + ">; rel=\"next\"");
    }
    return response;
  }

  /** Adds a page of entries; gives the last one's digest when there are more. */
  private @Nullable String fill(
      ArrayNode entries, Endpoint.Referrers target, @Nullable String type, @Nullable String last) {
    long bytes = 0;
    String previous = null;
    for (ManifestState each : referrers(target)) {
      String digest = each.digest().toString();
      boolean passed = last != null && digest.compareTo(last) <= 0;
      if (passed || (type != null && !type.equals(each.artifactType()))) {
        continue;
      }
      ObjectNode entry = entry(each);
      int size = entry.toString().length();
      if (previous != null && bytes + size > MAX_BYTES) {
        return previous;
      }
      entries.add(entry);
      bytes += size;
      previous = digest;
    }
    return null;
  }

  private List<ManifestState> referrers(Endpoint.Referrers target) {
    Repository repository = store.repository(target.repository());
    return repository == null ? List.of() : repository.referrers(target.digest());
  }

  private static ObjectNode entry(ManifestState manifest) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("mediaType", manifest.mediaType());
    entry.put("digest", manifest.digest().toString());
    entry.put("size", manifest.size());
    String artifactType = manifest.artifactType();
    if (artifactType != null && !artifactType.isEmpty()) {
      entry.put("artifactType", artifactType);
    }
    if (!manifest.annotations().isEmpty()) {
      ObjectNode annotations = entry.putObject("annotations");
      manifest.annotations().forEach(annotations::put);
    }
    return entry;
  }
}
