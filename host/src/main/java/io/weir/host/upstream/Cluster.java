package io.weir.host.upstream;

import io.weir.host.config.CircuitBreaker;
import io.weir.host.config.ConnectionSettings;
import io.weir.host.config.DnsSettings;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.HealthSettings;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamEndpoint;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.config.UpstreamTimeouts;
import io.weir.host.tls.ClientTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of endpoints, as configured: what changes at run time is in {@link ClusterSnapshot}.
 * Immutable; shared by all workers.
 *
 * @param endpoints in the order of the settings
 * @param tls null: in cleartext
 */
public record Cluster(Upstream settings, List<Endpoint> endpoints, @Nullable ClientTls tls) {
  /** A cluster that speaks HTTP/1.1. */
  public Cluster(
      String name,
      List<Endpoint> endpoints,
      LoadBalancer.Policy policy,
      UpstreamTimeouts timeouts) {
    this(
        new Upstream(
            name,
            endpoints.stream().map(e -> new UpstreamEndpoint(e.toString())).toList(),
            UpstreamProtocol.HTTP1,
            new LoadBalancer(policy),
            timeouts),
        endpoints,
        null);
  }

  /**
   * @param tls null: connections are in cleartext
   */
  public static Cluster of(Upstream settings, @Nullable ClientTls tls) {
    List<Endpoint> endpoints =
        settings.endpoints().stream().map(e -> Endpoint.parse(e.address())).toList();
    return new Cluster(settings, endpoints, tls);
  }

  public String name() {
    return settings.name();
  }

  public UpstreamProtocol protocol() {
    return settings.protocol();
  }

  public UpstreamTimeouts timeouts() {
    return settings.timeouts();
  }

  /**
   * The same, with one endpoint alone, and nothing that is of all of them: for health checks.
   *
   * @param name the host that the endpoint was configured by: whom a certificate is to be for
   */
  public Cluster alone(Endpoint endpoint, String name, Duration connect) {
    Upstream one =
        new Upstream(
            settings.name() + "|" + endpoint,
            List.of(new UpstreamEndpoint(new Endpoint(name, endpoint.port()).toString())),
            settings.protocol(),
            DnsSettings.DEFAULT,
            new LoadBalancer(LoadBalancer.Policy.RoundRobin),
            new UpstreamTimeouts(connect, settings.timeouts().idle()),
            HealthSettings.DEFAULT,
            CircuitBreaker.NONE,
            ConnectionSettings.DEFAULT,
            null,
            settings.proxyProtocol());
    return new Cluster(one, List.of(endpoint), tls);
  }

  /** The endpoints as they are configured. */
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      UpstreamEndpoint of = settings.endpoints().get(i);
      members.add(
          new Member(
              endpoints.get(i),
              Endpoint.parse(of.address()).host(),
              of.weight(),
              of.locality(),
              of.priority(),
              true,
              of.drain(),
              100));
    }
    return List.copyOf(members);
  }
}
