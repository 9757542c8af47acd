package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** The whole document. */
final class GatewayWriter {
  private GatewayWriter() {}

  static ObjectNode gatewayConfig(GatewayConfig config) {
    ObjectNode json = object();
    json.set("listeners", array(config.listeners(), ListenerWriter::listener));
    json.set("upstreams", array(config.upstreams(), UpstreamWriter::upstream));
    json.set("plugins", array(config.plugins(), PluginWriter::plugin));
    json.set("gateway", gateway(config.gateway()));
    json.set("routes", array(config.routes(), RouteWriter::route));
    return json;
  }

  static ObjectNode gateway(GatewayConfig.Gateway gateway) {
    ObjectNode json = object();
    json.set("plugins", PluginWriter.bindings(gateway.plugins()));
    if (gateway.accessLog() != null) {
      json.set("accessLog", ObserveWriter.accessLog(gateway.accessLog()));
    }
    if (gateway.tracing() != null) {
      json.set("tracing", ObserveWriter.tracing(gateway.tracing()));
    }
    json.set("metrics", ObserveWriter.metrics(gateway.metrics()));
    json.putObject("overload")
        .put("maxConnections", gateway.overload().maxConnections())
        .put("heapPercent", gateway.overload().heapPercent())
        .put("directMemoryPercent", gateway.overload().directMemoryPercent());
    return json;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> writer) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> json.add(writer.apply(item)));
    return json;
  }
}
