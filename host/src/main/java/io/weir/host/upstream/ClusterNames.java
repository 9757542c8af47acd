package io.weir.host.upstream;

import io.weir.host.config.HostPort;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What plugins call upstreams by: the name of one in the configuration; the name that Higress and
 * Istio make of a service, {@code outbound|6379||redis.static}; or an address, {@code host:port}.
 */
public final class ClusterNames {
  private static final UpstreamTimeouts TIMEOUTS =
      new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60));

  /** How Higress ends the names of services that have no registry of their own. */
  private static final List<String> SOURCES = List.of(".static", ".dns");

  private ClusterNames() {}

  /**
   * @param configured the cluster of that name in the configuration, or null
   * @return null when the name means nothing
   */
  public static @Nullable Cluster find(
      String name, Function<String, @Nullable Cluster> configured) {
    Cluster exact = configured.apply(name);
    if (exact != null) {
      return exact;
    }
    return name.startsWith("outbound|") ? service(name, configured) : address(name);
  }

  /** {@code outbound|port|subset|service}: the service, else that without its source. */
  private static @Nullable Cluster service(
      String name, Function<String, @Nullable Cluster> configured) {
    String[] parts = name.split("\\|", 4);
    if (parts.length < 4) {
      return null;
    }
    String service = parts[3];
    Cluster whole = configured.apply(service);
    for (String source : SOURCES) {
      if (whole == null && service.endsWith(source)) {
        return configured.apply(service.substring(0, service.length() - source.length()));
      }
    }
    return whole;
  }

  private static @Nullable Cluster address(String name) {
    HostPort address = HostPort.parse(name);
    if (address == null || address.port() == 0) {
      return null;
    }
    return new Cluster(
        name,
        List.of(new Endpoint(address.host(), address.port())),
        LoadBalancer.Policy.RoundRobin,
        TIMEOUTS);
  }
}
