package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Route;
import java.util.List;

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
        .put("request", Durations.format(route.timeouts().request()))
        .put("backendRequest", Durations.format(route.timeouts().backendRequest()))
        .put("idle", Durations.format(route.timeouts().idle()))
        .put("maxGrpcTimeout", Durations.format(route.timeouts().maxGrpcTimeout()));
    json.set("plugins", PluginWriter.bindings(route.plugins()));
    filters(json, route.filters());
    RetrySettings retry = route.retry();
    if (retry != null) {
      json.set("retry", RetryWriter.retry(retry));
    }
    return json;
  }

  static ObjectNode backendRef(BackendRef backend) {
    ObjectNode json =
        GatewayWriter.object().put("name", backend.name()).put("weight", backend.weight());
    filters(json, backend.filters());
    return json;
  }

  private static void filters(ObjectNode json, List<RouteFilter> filters) {
    if (!filters.isEmpty()) {
      json.set("filters", GatewayWriter.array(filters, RouteFilterWriter::filter));
    }
  }
}
