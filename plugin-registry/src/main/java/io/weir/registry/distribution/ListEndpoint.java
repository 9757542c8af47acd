package io.weir.registry.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.ManifestStore;
import io.weir.registry.store.ReferrerStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists: tags, repositories, referrers; in lexical order and in pages. */
final class ListEndpoint {
  private static final int MAX_NAMES = 10_000;
  private static final int MAX_REFERRER_BYTES = 3 << 20;

  private final ManifestStore manifests;
  private final ReferrerStore referrers;

  ListEndpoint(ManifestStore manifests, ReferrerStore referrers) {
    this.manifests = manifests;
    this.referrers = referrers;
  }

  RegistryResponse tags(RegistryRequest request, String repository) throws IOException {
    requireRead(request);
    if (!manifests.hasRepository(repository)) {
      throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "no repository " + repository);
    }
    ObjectNode root = Json.MAPPER.createObjectNode().put("name", repository);
    return page(request, root, "tags", manifests.tags(repository));
  }

  RegistryResponse catalog(RegistryRequest request) throws IOException {
    requireRead(request);
    ObjectNode root = Json.MAPPER.createObjectNode();
    List<String> visible =
        manifests.repositories().stream()
            .filter(each -> request.caller().may(Action.PULL, each))
            .toList();
    return page(request, root, "repositories", visible);
  }

  private static RegistryResponse page(
      RegistryRequest request, ObjectNode root, String field, List<String> sorted) {
    int n = limit(request.parameter("n"));
    String last = request.parameter("last");
    List<String> rest =
        last == null ? sorted : sorted.stream().filter(each -> each.compareTo(last) > 0).toList();
    List<String> page = rest.subList(0, Math.min(n, rest.size()));
    ArrayNode array = root.putArray(field);
    page.forEach(array::add);
    RegistryResponse response = json(root, "application/json");
    if (!page.isEmpty() && page.size() < rest.size()) {
      String next = "?n=" + n + "&last=" + encode(page.getLast());
      response.header("Link", "<" + request.path() + next + ">; rel=\"next\"");
    }
    return response;
  }

  private static int limit(@Nullable String n) {
    if (n == null) {
      return MAX_NAMES;
    }
    try {
      int value = Integer.parseInt(n);
      if (value >= 0) {
        return Math.min(value, MAX_NAMES);
      }
    } catch (NumberFormatException e) {
      // answered as a negative one
    }
    throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "n: " + n + " (expected: 0 or more)");
  }

  /** The referrers of a digest, known or not; without those whose manifest has gone. */
  RegistryResponse referrers(RegistryRequest request, Endpoint.Referrers target)
      throws IOException {
    requireRead(request);
    String type = request.parameter("artifactType");
    String last = request.parameter("last");
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode entries = root.putArray("manifests");
    String next = fill(entries, target, type, last);
    RegistryResponse response = json(root, MediaTypes.OCI_INDEX);
    if (type != null) {
      response.header("OCI-Filters-Applied", "artifactType");
    }
    if (next != null) {
      String filter = type == null ? "" : "artifactType=" + encode(type) + "&";
      String link = request.path() + "?" + filter + "last=" + encode(next);
      response.header("Link", "<" + link + ">; rel=\"next\"");
    }
    return response;
  }

  /** Adds a page of entries; gives the last one's digest when there are more. */
  private @Nullable String fill(
      ArrayNode entries, Endpoint.Referrers target, @Nullable String type, @Nullable String last)
      throws IOException {
    long bytes = 0;
    String previous = null;
    for (Digest each : referrers.list(target.repository(), target.digest())) {
      if (last != null && each.toString().compareTo(last) <= 0) {
        continue;
      }
      JsonNode entry = entry(target, each);
      if (entry == null || (type != null && !type.equals(entry.path("artifactType").asText()))) {
        continue;
      }
      int size = entry.toString().length();
      if (previous != null && bytes + size > MAX_REFERRER_BYTES) {
        return previous;
      }
      entries.add(entry);
      bytes += size;
      previous = each.toString();
    }
    return null;
  }

  private @Nullable JsonNode entry(Endpoint.Referrers target, Digest referrer) throws IOException {
    return manifests.has(target.repository(), referrer)
        ? referrers.descriptor(target.repository(), target.digest(), referrer)
        : null;
  }

  private static void requireRead(RegistryRequest request) {
    if (request.writes()) {
      throw DistributionHandler.notAllowed(request, "GET, HEAD");
    }
  }

  private static RegistryResponse json(ObjectNode root, String contentType) {
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(200, contentType, body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
