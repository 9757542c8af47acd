package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ConfigApplier;
import io.weir.host.observe.view.ConnectionView;
import io.weir.host.observe.view.LiveViews;
import io.weir.host.observe.view.Page;
import io.weir.host.observe.view.Query;
import io.weir.host.observe.view.StreamView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Streams and connections that are under way, upstreams, and certificates that are shown. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ViewsController {
  private static final String USUAL = "100";

  private final LiveViews views;
  private final ConfigApplier applier;

  ViewsController(LiveViews views, ConfigApplier applier) {
    this.views = views;
    this.applier = applier;
  }

  /**
   * @param minAge in milliseconds
   */
  @Get("/streams")
  ObjectNode streams(
      @Nullable @QueryValue String listener,
      @Nullable @QueryValue String route,
      @QueryValue(defaultValue = "0") long minAge,
      @QueryValue(defaultValue = USUAL) int limit) {
    Page<StreamView> page = views.streams(new Query(listener, route, minAge, bounded(limit)));
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    page.items().forEach(stream -> items.add(json(stream)));
    return json("streams", page, items);
  }

  @Get("/connections")
  ObjectNode connections(
      @Nullable @QueryValue String listener,
      @QueryValue(defaultValue = "0") long minAge,
      @QueryValue(defaultValue = USUAL) int limit) {
    Page<ConnectionView> page =
        views.connections(new Query(listener, null, minAge, bounded(limit)));
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    page.items().forEach(connection -> items.add(json(connection)));
    return json("connections", page, items);
  }

  @Get("/clusters")
  ObjectNode clusters() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("clusters");
    views.clusters().forEach(cluster -> items.add(ClusterJson.of(cluster)));
    return json;
  }

  @Get("/certificates")
  ObjectNode certificates() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("certificates");
    for (CertificateInfo info : applier.certificates()) {
      ObjectNode one =
          items
              .addObject()
              .put("listener", info.listener())
              .put("file", info.file())
              .put("subject", info.subject())
              .put("issuer", info.issuer())
              .put("notBefore", info.notBefore().toString())
              .put("notAfter", info.notAfter().toString())
              .put("serial", info.serial())
              .put("fingerprint", info.fingerprint())
              .put("problem", info.problem());
      Instant stapled = info.stapledUntil();
      one.put("stapledUntil", stapled == null ? null : stapled.toString());
      ArrayNode names = one.putArray("names");
      info.names().forEach(names::add);
    }
    return json;
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 1, Query.MAX);
  }

  private static ObjectNode json(String name, Page<?> page, ArrayNode items) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("total", page.total()).put("truncated", page.truncated()).set(name, items);
    return json;
  }

  private static ObjectNode json(StreamView view) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("worker", view.worker())
            .put("connection", view.connection())
            .put("listener", view.listener())
            .put("route", view.route())
            .put("client", view.client())
            .put("protocol", view.protocol())
            .put("method", view.method())
            .put("authority", view.authority())
            .put("path", view.path())
            .put("ageMillis", view.ageMillis())
            .put("requestBytes", view.requestBytes())
            .put("responseBytes", view.responseBytes())
            .put("cluster", view.cluster())
            .put("upstream", view.upstream())
            .put("requestId", view.requestId());
    if (view.status() > 0) {
      json.put("status", view.status());
    }
    ArrayNode plugins = json.putArray("plugins");
    for (String plugin : view.plugins().split(",", -1)) {
      if (!plugin.isEmpty()) {
        plugins.add(plugin);
      }
    }
    return json;
  }

  private static ObjectNode json(ConnectionView view) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("worker", view.worker())
        .put("listener", view.listener())
        .put("client", view.client())
        .put("protocol", view.protocol())
        .put("tls", view.tls())
        .put("streams", view.streams())
        .put("ageMillis", view.ageMillis());
  }
}
