package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Upstream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class UpstreamChecks {
  private static final int MANY = 1_000_000;

  private final Problems problems;
  private final NameChecks names;
  private final NumberChecks numbers;
  private final LoadBalancerChecks balancers;
  private final HealthChecks health;

  UpstreamChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
    this.numbers = new NumberChecks(problems);
    this.balancers = new LoadBalancerChecks(problems);
    this.health = new HealthChecks(problems);
  }

  void check(Upstream upstream, String path) {
    names.name(path, upstream.name());
    endpoints(upstream.endpoints(), Paths.field(path, "endpoints"));
    localities(upstream.endpoints(), upstream.loadBalancer(), Paths.field(path, "endpoints"));
    dns(upstream.dns(), Paths.field(path, "dns"));
    balancers.check(upstream.loadBalancer(), Paths.field(path, "loadBalancer"));
    health.check(upstream.healthCheck(), Paths.field(path, "healthCheck"));
    tls(upstream, path);
    if (upstream.timeouts().connect().isZero()) {
      problems.add(
          Paths.field(path, "timeouts.connect"), "0s (expected: more than zero)", "write 2s");
    }
    CircuitBreaker breaker = upstream.circuitBreaker();
    String at = Paths.field(path, "circuitBreaker");
    numbers.range(breaker.maxConnections(), 0, MANY, Paths.field(at, "maxConnections"));
    numbers.range(breaker.maxPendingRequests(), 0, MANY, Paths.field(at, "maxPendingRequests"));
    numbers.range(breaker.maxRequests(), 0, MANY, Paths.field(at, "maxRequests"));
    numbers.range(breaker.maxRetries(), 0, MANY, Paths.field(at, "maxRetries"));
    String connections = Paths.field(path, "connections");
    numbers.range(
        upstream.connections().maxRequests(), 0, MANY, Paths.field(connections, "maxRequests"));
    numbers.range(upstream.connections().maxIdle(), 0, MANY, Paths.field(connections, "maxIdle"));
  }

  private void tls(Upstream upstream, String path) {
    UpstreamTls tls = upstream.tls();
    if (tls != null) {
      UpstreamTlsFields.check(tls, Paths.field(path, "tls"), problems);
    }
    if (tls == null && upstream.protocol() == UpstreamProtocol.H2) {
      problems.add(
          Paths.field(path, "protocol"),
          "H2 without tls (expected: H2C, or tls)",
          "write protocol: H2C for HTTP/2 in cleartext, or add tls: {}");
    }
    if (tls != null && upstream.protocol() == UpstreamProtocol.H2C) {
      problems.add(
          Paths.field(path, "protocol"),
          "H2C with tls (expected: H2)",
          "write protocol: H2 for HTTP/2 over TLS, or leave tls out");
    }
  }

  private void endpoints(List<UpstreamEndpoint> endpoints, String path) {
    if (endpoints.isEmpty()) {
      problems.add(
          path, "no endpoint (expected: at least one)", "write endpoints: [ 127.0.0.1:9001 ]");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < endpoints.size(); i++) {
      String at = Paths.item(path, i);
      UpstreamEndpoint endpoint = endpoints.get(i);
      names.address(at, endpoint.address(), false);
      if (!seen.add(endpoint.address())) {
        problems.add(at, Fields.quote(endpoint.address()) + " stands here twice", "remove one");
      }
      numbers.range(endpoint.weight(), 1, 1_000, Paths.field(at, "weight"));
      numbers.range(endpoint.priority(), 0, 15, Paths.field(at, "priority"));
    }
  }

  /** A locality without a weight would get nothing, which nobody means. */
  private void localities(List<UpstreamEndpoint> endpoints, LoadBalancer balancer, String path) {
    if (balancer.locality().weights().isEmpty()) {
      return;
    }
    for (int i = 0; i < endpoints.size(); i++) {
      String locality = endpoints.get(i).locality();
      if (!balancer.locality().weights().containsKey(locality)) {
        problems.add(
            Paths.field(Paths.item(path, i), "locality"),
            Fields.quote(locality) + " has no weight in loadBalancer.localityWeights",
            "add it there, or write one of "
                + String.join(
                    ", ", balancer.locality().weights().keySet().stream().sorted().toList()));
      }
    }
  }

  private void dns(DnsSettings dns, String path) {
    if (dns.mode() == DnsSettings.Mode.Logical && !dns.equals(DnsSettings.DEFAULT)) {
      problems.add(
          Paths.field(path, "mode"),
          "Logical (expected: Strict, with the settings beside it)",
          "write mode: Strict, or leave out dns");
    }
    if (dns.minTtl().isZero() || dns.maxTtl().compareTo(dns.minTtl()) < 0) {
      problems.add(
          Paths.field(path, "minTtl"),
          Durations.format(dns.minTtl())
              + " (expected: more than zero, at most maxTtl, "
              + Durations.format(dns.maxTtl())
              + ")",
          "write 1s");
    }
    if (dns.retry().isZero()) {
      problems.add(Paths.field(path, "retry"), "0s (expected: more than zero)", "write 5s");
    }
    for (int i = 0; i < dns.servers().size(); i++) {
      names.address(Paths.item(Paths.field(path, "servers"), i), dns.servers().get(i), false);
    }
  }
}
