package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Route;

/** Routes. */
final class RouteWriter {
  private RouteWriter() {}

  static ObjectNode route(Route route) {
    ObjectNode json = GatewayWriter.object().put("name", route.name());
    json.set("listeners", GatewayWriter.texts(route.listeners()));
    json.set("hostnames", GatewayWriter.texts(route.hostnames()));
    json.set("matches", GatewayWriter.array(route.matches(), MatchWriter::match));
    json.set("backendRefs", GatewayWriter.array(route.backendRefs(), RouteWriter::backendRef));
    json.putObject("timeouts")
        .put("backendRequest", Durations.format(route.timeouts().backendRequest()))
        .put("idle", Durations.format(route.timeouts().idle()));
    json.set("plugins", PluginWriter.bindings(route.plugins()));
    return json;
  }

  static ObjectNode backendRef(BackendRef backend) {
    return GatewayWriter.object().put("name", backend.name()).put("weight", backend.weight());
  }
}
