package io.weir.host.config;

import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.LoadBalancer.Policy;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;

/** Upstreams. */
final class UpstreamDecoder {
  private UpstreamDecoder() {}

  static Upstream upstream(Fields fields) {
    fields.unsupported("healthCheck", "leave it out: endpoints are taken out on connect errors");
    return new Upstream(
        fields.text("name"),
        fields.texts("endpoints"),
        fields.choice("protocol", UpstreamProtocol.HTTP1),
        fields.object("loadBalancer", UpstreamDecoder::loadBalancer),
        fields.object("timeouts", UpstreamDecoder::timeouts),
        UpstreamTlsFields.decode(fields));
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
