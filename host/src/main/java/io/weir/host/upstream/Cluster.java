package io.weir.host.upstream;

import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;
import java.util.List;

/** A named set of endpoints. Immutable; shared by all workers. */
public record Cluster(
    String name,
    List<Endpoint> endpoints,
    UpstreamProtocol protocol,
    LoadBalancer.Policy policy,
    UpstreamTimeouts timeouts) {

  /** A cluster that speaks HTTP/1.1. */
  public Cluster(
      String name,
      List<Endpoint> endpoints,
      LoadBalancer.Policy policy,
      UpstreamTimeouts timeouts) {
    this(name, endpoints, UpstreamProtocol.HTTP1, policy, timeouts);
  }

  /** The same, with one of its endpoints alone. */
  public Cluster only(Endpoint endpoint) {
    return new Cluster(name, List.of(endpoint), protocol, policy, timeouts);
  }
}
