package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Gateway;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.ListenerTimeouts;
import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.LoadBalancer.Policy;
import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;
import java.time.Duration;

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
    Protocol protocol = fields.choice("protocol", Protocol.HTTP);
    return new Listener(
        fields.text("name"),
        fields.text("address"),
        protocol,
        fields.list("plugins", PluginDecoder::binding),
        fields.list("backendRefs", RouteDecoder::backendRef),
        fields.object("timeouts", timeouts -> listenerTimeouts(timeouts, protocol)));
  }

  private static ListenerTimeouts listenerTimeouts(Fields fields, Protocol protocol) {
    Duration idle = fields.optionalDuration("idle");
    return new ListenerTimeouts(
        idle == null && protocol == Protocol.TCP ? Defaults.TCP_IDLE : idle);
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
