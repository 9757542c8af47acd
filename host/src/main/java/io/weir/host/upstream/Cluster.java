package io.weir.host.upstream;

import io.weir.host.config.GatewayConfig.LoadBalancer;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.GatewayConfig.UpstreamTimeouts;
import io.weir.host.tls.ClientTls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of endpoints. Immutable; shared by all workers.
 *
 * @param tls null: in cleartext
 */
public record Cluster(
    String name,
    List<Endpoint> endpoints,
    UpstreamProtocol protocol,
    LoadBalancer.Policy policy,
    UpstreamTimeouts timeouts,
    @Nullable ClientTls tls) {

  /** A cluster that is spoken to in cleartext. */
  public Cluster(
      String name,
      List<Endpoint> endpoints,
      UpstreamProtocol protocol,
      LoadBalancer.Policy policy,
      UpstreamTimeouts timeouts) {
    this(name, endpoints, protocol, policy, timeouts, null);
  }

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
    return new Cluster(name, List.of(endpoint), protocol, policy, timeouts, tls);
  }
}
