package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.host.config.GatewayConfig.Upstream;

/** Upstreams. */
final class UpstreamWriter {
  private UpstreamWriter() {}

  static ObjectNode upstream(Upstream upstream) {
    ObjectNode json = GatewayWriter.object().put("name", upstream.name());
    ArrayNode endpoints = json.putArray("endpoints");
    upstream.endpoints().forEach(e -> endpoints.add(endpoint(e)));
    json.put("protocol", upstream.protocol().name());
    json.set("dns", dns(upstream.dns()));
    json.set("loadBalancer", LoadBalancerWriter.loadBalancer(upstream.loadBalancer()));
    json.putObject("timeouts")
        .put("connect", Durations.format(upstream.timeouts().connect()))
        .put("idle", Durations.format(upstream.timeouts().idle()));
    json.set("healthCheck", HealthWriter.health(upstream.healthCheck()));
    CircuitBreaker breaker = upstream.circuitBreaker();
    json.putObject("circuitBreaker")
        .put("maxConnections", breaker.maxConnections())
        .put("maxPendingRequests", breaker.maxPendingRequests())
        .put("maxRequests", breaker.maxRequests())
        .put("maxRetries", breaker.maxRetries());
    ConnectionSettings connections = upstream.connections();
    json.putObject("connections")
        .put("maxDuration", Durations.format(connections.maxDuration()))
        .put("maxRequests", connections.maxRequests())
        .put("maxIdle", connections.maxIdle())
        .put("drainTimeout", Durations.format(connections.drainTimeout()));
    UpstreamTls tls = upstream.tls();
    if (tls != null) {
      json.set("tls", UpstreamTlsFields.write(tls));
    }
    json.put("proxyProtocol", upstream.proxyProtocol().name());
    return json;
  }

  private static JsonNode endpoint(UpstreamEndpoint endpoint) {
    if (endpoint.isPlain()) {
      return TextNode.valueOf(endpoint.address());
    }
    return GatewayWriter.object()
        .put("address", endpoint.address())
        .put("weight", endpoint.weight())
        .put("locality", endpoint.locality())
        .put("priority", endpoint.priority())
        .put("drain", endpoint.drain());
  }

  private static ObjectNode dns(DnsSettings dns) {
    ObjectNode json =
        GatewayWriter.object()
            .put("mode", dns.mode().name())
            .put("minTtl", Durations.format(dns.minTtl()))
            .put("maxTtl", Durations.format(dns.maxTtl()))
            .put("retry", Durations.format(dns.retry()))
            .put("family", dns.family().name());
    json.set("servers", GatewayWriter.texts(dns.servers()));
    return json;
  }
}
