package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigService;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.LiveConfig;
import io.weir.host.config.Redactor;
import java.util.Map;

/** What serves now. */
@Controller("/api/v1/status")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusController {
  private final ConfigService service;
  private final ConfigApplier applier;
  private final WorkerCount workers;
  private final Redactor redactor;

  StatusController(
      ConfigService service, ConfigApplier applier, WorkerCount workers, Redactor redactor) {
    this.service = service;
    this.applier = applier;
    this.workers = workers;
    this.redactor = redactor;
  }

  @Get
  ObjectNode status() {
    LiveConfig live = service.live();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("generation", live.generation()).put("etag", live.etag());
    json.put("workers", workers.count());
    config(json.putObject("config"));
    engines(json.putArray("engines"));
    plugins(json.putArray("plugins"));
    listeners(json.putArray("listeners"), live);
    return json;
  }

  private void config(ObjectNode json) {
    json.put("source", service.source().kind()).put("path", service.source().path().toString());
    ArrayNode refused = json.putArray("refused");
    for (Problem problem : service.refusal()) {
      refused.add(redactor.redact(problem.toString()));
    }
  }

  private void engines(ArrayNode json) {
    for (ConfigApplier.EngineStatus status : applier.engines()) {
      json.addObject()
          .put("name", status.name())
          .put("available", status.available())
          .put("reason", status.reason());
    }
  }

  private void plugins(ArrayNode json) {
    for (ConfigApplier.PluginStatus status : applier.plugins()) {
      ObjectNode one =
          json.addObject()
              .put("plugin", status.plugin())
              .put("number", status.number())
              .put("digest", status.digest())
              .put("config", status.config())
              .put("engine", status.engine())
              .put("isolation", status.isolation())
              .put("state", status.state())
              .put("bindings", status.bindings())
              .put("streams", status.streams())
              .put("vms", status.vms())
              .put("spares", status.spares())
              .put("memoryBytes", status.memoryBytes())
              .put("calls", status.calls());
      ObjectNode events = one.putObject("events");
      status.events().forEach(events::put);
    }
  }

  private void listeners(ArrayNode json, LiveConfig live) {
    Map<String, String> bound = applier.boundAddresses();
    for (Listener listener : live.config().listeners()) {
      String address = bound.getOrDefault(listener.name(), listener.address());
      json.addObject().put("name", listener.name()).put("address", address);
    }
  }
}
