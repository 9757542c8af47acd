package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Gateway;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.LoadBalancer.Policy;
import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;

/** The whole document, listeners and upstreams. */
final class GatewayDecoder {
  private GatewayDecoder() {}

  static GatewayConfig gatewayConfig(Fields fields) {
    return new GatewayConfig(
        fields.list("listeners", GatewayDecoder::listener),
        fields.list("upstreams", GatewayDecoder::upstream),
        fields.list("plugins", PluginDecoder::plugin),
        fields.object("gateway", GatewayDecoder::gateway),
        fields.list("routes", RouteDecoder::route));
  }

  private static Gateway gateway(Fields fields) {
    return new Gateway(fields.list("plugins", PluginDecoder::binding));
  }

  static Listener listener(Fields fields) {
    fields.unsupported("tls", "terminate TLS in front of the gateway");
    fields.unsupported("port", "write address: 127.0.0.1:8080");
    return new Listener(
        fields.text("name"),
        fields.text("address"),
        fields.choice("protocol", Protocol.HTTP),
        fields.list("plugins", PluginDecoder::binding));
  }

  static Upstream upstream(Fields fields) {
    fields.unsupported("healthCheck", "leave it out: endpoints are taken out on connect errors");
    fields.unsupported("tls", "use an upstream that speaks plain HTTP");
    return new Upstream(
        fields.text("name"),
        fields.texts("endpoints"),
        fields.choice("protocol", UpstreamProtocol.HTTP1),
        fields.object("loadBalancer", GatewayDecoder::loadBalancer),
        fields.object("timeouts", GatewayDecoder::timeouts));
  }

  private static LoadBalancer loadBalancer(Fields fields) {
    return new LoadBalancer(fields.choice("policy", Policy.RoundRobin));
  }

  private static UpstreamTimeouts timeouts(Fields fields) {
    return new UpstreamTimeouts(
        fields.duration("connect", Defaults.UPSTREAM_TIMEOUTS.connect()),
        fields.duration("idle", Defaults.UPSTREAM_TIMEOUTS.idle()));
  }
}
