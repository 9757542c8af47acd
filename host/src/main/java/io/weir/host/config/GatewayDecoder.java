package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Gateway;

/** The whole document. */
final class GatewayDecoder {
  private GatewayDecoder() {}

  static GatewayConfig gatewayConfig(Fields fields) {
    return new GatewayConfig(
        fields.list("listeners", ListenerDecoder::listener),
        fields.list("upstreams", UpstreamDecoder::upstream),
        fields.list("plugins", PluginDecoder::plugin),
        fields.object("gateway", GatewayDecoder::gateway),
        fields.list("routes", RouteDecoder::route));
  }

  private static Gateway gateway(Fields fields) {
    return new Gateway(
        fields.list("plugins", PluginDecoder::binding),
        fields.object("overload", GatewayDecoder::overload),
        fields.optionalObject("accessLog", ObserveDecoder::accessLog),
        fields.optionalObject("tracing", ObserveDecoder::tracing),
        fields.object("metrics", ObserveDecoder::metrics));
  }

  private static OverloadSettings overload(Fields fields) {
    OverloadSettings usual = OverloadSettings.DEFAULT;
    return new OverloadSettings(
        fields.integer("maxConnections", usual.maxConnections()),
        fields.integer("heapPercent", usual.heapPercent()),
        fields.integer("directMemoryPercent", usual.directMemoryPercent()));
  }
}
