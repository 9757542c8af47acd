package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Route;
import java.time.Duration;
import java.util.List;

/** Routes. */
final class RouteDecoder {
  private RouteDecoder() {}

  static Route route(Fields fields) {
    fields.unsupported("sessionPersistence", "use an upstream with a hash of a cookie");
    fields.unsupported("parentRefs", "write listeners: [ ... ]");
    return new Route(
        fields.text("name"),
        fields.texts("listeners"),
        fields.texts("hostnames"),
        matches(fields),
        fields.list("backendRefs", RouteDecoder::backendRef),
        fields.object("timeouts", RouteDecoder::timeouts),
        fields.list("plugins", PluginDecoder::binding),
        fields.list("filters", RouteFilterDecoder::filter),
        fields.optionalNode("retry") == null ? null : fields.object("retry", RetryDecoder::retry));
  }

  private static List<Match> matches(Fields fields) {
    List<Match> matches = fields.list("matches", MatchDecoder::match);
    return matches.isEmpty() ? List.of(Defaults.ANY) : matches;
  }

  static BackendRef backendRef(Fields fields) {
    fields.unsupported("port", "the ports are those of the upstream's endpoints: leave it out");
    return new BackendRef(
        fields.text("name"),
        fields.integer("weight", Defaults.WEIGHT),
        fields.list("filters", RouteFilterDecoder::filter));
  }

  private static RouteTimeouts timeouts(Fields fields) {
    RouteTimeouts usual = Defaults.ROUTE_TIMEOUTS;
    Duration request = fields.duration("request", usual.request());
    boolean shorter = !request.isZero() && request.compareTo(usual.backendRequest()) < 0;
    return new RouteTimeouts(
        request,
        fields.duration("backendRequest", shorter ? request : usual.backendRequest()),
        fields.duration("idle", usual.idle()),
        fields.duration("maxGrpcTimeout", usual.maxGrpcTimeout()));
  }
}
