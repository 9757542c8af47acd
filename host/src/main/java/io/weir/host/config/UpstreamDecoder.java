package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Upstream;

/** Upstreams. */
final class UpstreamDecoder {
  private UpstreamDecoder() {}

  static Upstream upstream(Fields fields) {
    return new Upstream(
        fields.text("name"),
        fields.listOrTexts("endpoints", UpstreamEndpoint::new, UpstreamDecoder::endpoint),
        fields.choice("protocol", UpstreamProtocol.HTTP1),
        fields.object("dns", UpstreamDecoder::dns),
        fields.object("loadBalancer", LoadBalancerDecoder::loadBalancer),
        fields.object("timeouts", UpstreamDecoder::timeouts),
        fields.object("healthCheck", HealthDecoder::health),
        fields.object("circuitBreaker", UpstreamDecoder::circuitBreaker),
        fields.object("connections", UpstreamDecoder::connections),
        UpstreamTlsFields.decode(fields),
        fields.choice("proxyProtocol", ProxyVersion.None));
  }

  private static UpstreamEndpoint endpoint(Fields fields) {
    return new UpstreamEndpoint(
        fields.text("address"),
        fields.integer("weight", 1),
        fields.text("locality", ""),
        fields.integer("priority", 0),
        fields.flag("drain", false));
  }

  private static DnsSettings dns(Fields fields) {
    DnsSettings usual = DnsSettings.DEFAULT;
    return new DnsSettings(
        fields.choice("mode", usual.mode()),
        fields.duration("minTtl", usual.minTtl()),
        fields.duration("maxTtl", usual.maxTtl()),
        fields.duration("retry", usual.retry()),
        fields.choice("family", usual.family()),
        fields.texts("servers"));
  }

  private static UpstreamTimeouts timeouts(Fields fields) {
    return new UpstreamTimeouts(
        fields.duration("connect", Defaults.UPSTREAM_TIMEOUTS.connect()),
        fields.duration("idle", Defaults.UPSTREAM_TIMEOUTS.idle()));
  }

  private static CircuitBreaker circuitBreaker(Fields fields) {
    CircuitBreaker usual = CircuitBreaker.NONE;
    return new CircuitBreaker(
        fields.integer("maxConnections", usual.maxConnections()),
        fields.integer("maxPendingRequests", usual.maxPendingRequests()),
        fields.integer("maxRequests", usual.maxRequests()),
        fields.integer("maxRetries", usual.maxRetries()));
  }

  private static ConnectionSettings connections(Fields fields) {
    ConnectionSettings usual = ConnectionSettings.DEFAULT;
    return new ConnectionSettings(
        fields.duration("maxDuration", usual.maxDuration()),
        fields.integer("maxRequests", usual.maxRequests()),
        fields.integer("maxIdle", usual.maxIdle()),
        fields.duration("drainTimeout", usual.drainTimeout()));
  }
}
