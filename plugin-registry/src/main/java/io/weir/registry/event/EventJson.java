package io.weir.registry.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Digest;
import io.weir.registry.config.WebhookConfig.Event;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.store.StoreChange;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as the distribution project writes it (its "Notifications" page). */
final class EventJson {
  private static final String MANIFESTS = "/manifests/";

  private EventJson() {}

  /** What a change is to those outside; null for one that only matters inside. */
  static @Nullable Event kind(StoreChange change) {
    return switch (change) {
      case StoreChange.ManifestPut put -> Event.PUSH;
      case StoreChange.ManifestDeleted deleted -> Event.DELETE;
      case StoreChange.TagMoved moved -> Event.TAG;
      case StoreChange.TagDeleted deleted -> Event.UNTAG;
      case StoreChange.BlobLinked linked -> null;
      case StoreChange.BlobUnlinked unlinked -> null;
      case StoreChange.Noted noted -> null;
    };
  }

  /**
   * @param request what asked for it; null when the registry did it of itself
   * @param instance names this run of the registry
   */
  static ObjectNode of(
      Event kind, StoreChange change, @Nullable RegistryRequest request, String instance) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    String id = UUID.randomUUID().toString();
    event.put("id", id);
    event.put("timestamp", Instant.now().toString());
    event.put("action", kind.name().toLowerCase(Locale.ROOT));
    ObjectNode target = event.putObject("target");
    target(target, change);
    target.put("repository", change.repository());
    if (request != null) {
      String path = "/v2/" + change.repository() + MANIFESTS + target.path("digest").asText();
      target.put("url", request.origin() + path);
      tag(target, change, request);
      request(event.putObject("request"), id, request);
    }
    String actor = request == null ? null : request.caller().name();
    event.putObject("actor").put("name", actor == null ? "" : actor);
    event.putObject("source").put("instanceID", instance);
    return event;
  }

  private static void target(ObjectNode target, StoreChange change) {
    switch (change) {
      case StoreChange.ManifestPut put ->
          manifest(
              target, put.manifest().mediaType(), put.manifest().size(), put.manifest().digest());
      case StoreChange.ManifestDeleted gone ->
          manifest(
              target,
              gone.manifest().mediaType(),
              gone.manifest().size(),
              gone.manifest().digest());
      case StoreChange.TagMoved moved ->
          target.put("digest", moved.to().toString()).put("tag", moved.tag());
      case StoreChange.TagDeleted deleted ->
          target.put("digest", deleted.from().toString()).put("tag", deleted.tag());
      case StoreChange.BlobLinked blob -> target.put("digest", blob.digest().toString());
      case StoreChange.BlobUnlinked blob -> target.put("digest", blob.digest().toString());
      case StoreChange.Noted noted -> target.put("digest", noted.manifest().toString());
    }
  }

  private static void manifest(ObjectNode target, String mediaType, long size, Digest digest) {
    target.put("mediaType", mediaType);
    target.put("size", size);
    target.put("length", size);
    target.put("digest", digest.toString());
  }

  /** A push by tag carries the tag, for receivers that know no other kind of event. */
  private static void tag(ObjectNode target, StoreChange change, RegistryRequest request) {
    int at = request.path().lastIndexOf(MANIFESTS);
    String reference = at < 0 ? "" : request.path().substring(at + MANIFESTS.length());
    boolean tag = !reference.isEmpty() && reference.indexOf(':') < 0;
    if (tag && change instanceof StoreChange.ManifestPut) {
      target.put("tag", reference);
    }
  }

  private static void request(ObjectNode node, String id, RegistryRequest request) {
    node.put("id", id);
    node.put("addr", request.remote());
    node.put("host", request.origin().replaceFirst("^https?://", ""));
    node.put("method", request.method());
    node.put("useragent", request.header("user-agent"));
  }
}
