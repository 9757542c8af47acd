package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.config.ConfigEdit;
import io.weir.host.config.ConfigService;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.LiveConfig;
import io.weir.host.config.ObjectKind;
import java.util.function.Function;

/** Routes, plugins, upstreams and listeners, each by its name. */
@Controller("/api/v1/{kind}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ObjectsController {
  private final ConfigService service;
  private final Changes changes;

  ObjectsController(ConfigService service, Changes changes) {
    this.service = service;
    this.changes = changes;
  }

  @Get
  HttpResponse<?> list(@PathVariable String kind) {
    LiveConfig live = service.live();
    return with(
        kind,
        found ->
            HttpResponse.ok(array(found, live.config())).header(HttpHeaders.ETAG, live.etag()));
  }

  @Get("/{name}")
  HttpResponse<?> read(@PathVariable String kind, @PathVariable String name) {
    LiveConfig live = service.live();
    return with(kind, found -> read(found, name, live));
  }

  @Put("/{name}")
  @Consumes({MediaType.APPLICATION_JSON, Bodies.YAML})
  HttpResponse<?> put(
      HttpRequest<?> request,
      @PathVariable String kind,
      @PathVariable String name,
      @Body byte[] body) {
    return with(
        kind,
        found -> {
          String text = Bodies.text(body);
          return changes.make(ConfigEdit.put(found, name, text, Bodies.format(request)), request);
        });
  }

  @Delete("/{name}")
  HttpResponse<?> delete(
      HttpRequest<?> request, @PathVariable String kind, @PathVariable String name) {
    return with(kind, found -> changes.make(ConfigEdit.delete(found, name), request));
  }

  private static <T> HttpResponse<?> read(ObjectKind<T> kind, String name, LiveConfig live) {
    T object = kind.find(live.config(), name);
    if (object == null) {
      return ProblemResponses.of(HttpStatus.NOT_FOUND, kind.label() + " has no \"" + name + "\"");
    }
    ObjectNode json = kind.toJson(object);
    return HttpResponse.ok(json).header(HttpHeaders.ETAG, live.etag());
  }

  private static <T> ArrayNode array(ObjectKind<T> kind, GatewayConfig config) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    kind.list(config).forEach(object -> json.add(kind.toJson(object)));
    return json;
  }

  private static HttpResponse<?> with(
      String kind, Function<ObjectKind<?>, HttpResponse<?>> action) {
    ObjectKind<?> found = ObjectKind.of(kind);
    if (found == null) {
      String kinds = "routes, plugins, upstreams, listeners, config, transactions, status";
      return ProblemResponses.of(
          HttpStatus.NOT_FOUND, "/api/v1/" + kind + " (expected: one of " + kinds + ")");
    }
    return action.apply(found);
  }
}
