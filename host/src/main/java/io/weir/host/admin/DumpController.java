package io.weir.host.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.ConfigService;
import io.weir.host.config.ConfigWriter;
import io.weir.host.config.LiveConfig;
import io.weir.host.config.Redactor;

/** The configuration that serves, with all defaults, and what its names have come to. */
@Controller("/api/v1/config_dump")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DumpController {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MASK = "***";

  private final ConfigService service;
  private final ConfigApplier applier;
  private final Redactor redactor;

  DumpController(ConfigService service, ConfigApplier applier, Redactor redactor) {
    this.service = service;
    this.applier = applier;
    this.redactor = redactor;
  }

  @Get
  ObjectNode dump() {
    LiveConfig live = service.live();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("generation", live.generation()).put("etag", live.etag());
    json.putObject("source")
        .put("kind", service.source().kind())
        .put("path", service.source().path().toString());
    json.set("config", redacted(masked(ConfigWriter.toJson(live.config()))));
    ObjectNode addresses = json.putObject("addresses");
    applier.boundAddresses().forEach(addresses::put);
    ArrayNode plugins = json.putArray("plugins");
    for (ConfigApplier.PluginStatus plugin : applier.plugins()) {
      plugins
          .addObject()
          .put("plugin", plugin.plugin())
          .put("number", plugin.number())
          .put("digest", plugin.digest())
          .put("config", plugin.config())
          .put("state", plugin.state());
    }
    return json;
  }

  /** What a collector is sent may be a token, written out. */
  private static ObjectNode masked(ObjectNode config) {
    if (config.at("/gateway/tracing/headers") instanceof ObjectNode headers) {
      headers.fieldNames().forEachRemaining(name -> headers.put(name, MASK));
    }
    return config;
  }

  /** Secrets stand in it as they were written, by name; one that was written out is masked. */
  private JsonNode redacted(JsonNode config) {
    try {
      return JSON.readTree(redactor.redact(config.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a redacted configuration that is no JSON", e);
    }
  }
}
