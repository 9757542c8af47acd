package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Match;
import io.weir.host.config.GatewayConfig.Route;
import io.weir.host.config.GatewayConfig.RouteTimeouts;
import java.util.List;

/** Routes. */
final class RouteDecoder {
  private RouteDecoder() {}

  static Route route(Fields fields) {
    fields.unsupported("filters", "bind a plugin that does it");
    fields.unsupported("retry", "leave it out");
    fields.unsupported("parentRefs", "write listeners: [ ... ]");
    return new Route(
        fields.text("name"),
        fields.texts("listeners"),
        fields.texts("hostnames"),
        matches(fields),
        fields.list("backendRefs", RouteDecoder::backendRef),
        fields.object("timeouts", RouteDecoder::timeouts),
        fields.list("plugins", PluginDecoder::binding));
  }

  private static List<Match> matches(Fields fields) {
    List<Match> matches = fields.list("matches", MatchDecoder::match);
    return matches.isEmpty() ? List.of(Defaults.ANY) : matches;
  }

  static BackendRef backendRef(Fields fields) {
    fields.unsupported("filters", "bind a plugin that does it on the route");
    fields.unsupported("port", "the ports are those of the upstream's endpoints: leave it out");
    return new BackendRef(fields.text("name"), fields.integer("weight", Defaults.WEIGHT));
  }

  private static RouteTimeouts timeouts(Fields fields) {
    fields.unsupported("request", "write backendRequest");
    return new RouteTimeouts(
        fields.duration("backendRequest", Defaults.ROUTE_TIMEOUTS.backendRequest()),
        fields.duration("idle", Defaults.ROUTE_TIMEOUTS.idle()));
  }
}
