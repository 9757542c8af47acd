package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The whole document, listeners and upstreams. */
final class GatewayWriter {
  private GatewayWriter() {}

  static ObjectNode gatewayConfig(GatewayConfig config) {
    ObjectNode json = object();
    json.set("listeners", array(config.listeners(), GatewayWriter::listener));
    json.set("upstreams", array(config.upstreams(), GatewayWriter::upstream));
    json.set("plugins", array(config.plugins(), PluginWriter::plugin));
    json.putObject("gateway").set("plugins", PluginWriter.bindings(config.gateway().plugins()));
    json.set("routes", array(config.routes(), RouteWriter::route));
    return json;
  }

  static ObjectNode listener(Listener listener) {
    ObjectNode json = object().put("name", listener.name()).put("address", listener.address());
    json.put("protocol", listener.protocol().name());
    json.set("plugins", PluginWriter.bindings(listener.plugins()));
    if (!listener.backendRefs().isEmpty()) {
      json.set("backendRefs", array(listener.backendRefs(), RouteWriter::backendRef));
    }
    Duration idle = listener.timeouts().idle();
    if (idle != null) {
      json.putObject("timeouts").put("idle", Durations.format(idle));
    }
    return json;
  }

  static ObjectNode upstream(Upstream upstream) {
    ObjectNode json = object().put("name", upstream.name());
    json.set("endpoints", texts(upstream.endpoints()));
    json.put("protocol", upstream.protocol().name());
    json.putObject("loadBalancer").put("policy", upstream.loadBalancer().policy().name());
    json.putObject("timeouts")
        .put("connect", Durations.format(upstream.timeouts().connect()))
        .put("idle", Durations.format(upstream.timeouts().idle()));
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
