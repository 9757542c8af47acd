package io.weir.host.stream;

import io.weir.host.config.HostPort;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamHost;
import io.weir.host.upstream.UpstreamPools;
import org.jspecify.annotations.Nullable;

/** The endpoints of a cluster as the Higress plugins read them: a JSON object for each. */
final class UpstreamHosts {
  private UpstreamHosts() {}

  /** {@code host:port} to {@code {"health_status":..., "metrics":...}}. */
  static HeaderList of(UpstreamPools pools, Cluster cluster) {
    HeaderList hosts = new HeaderList();
    for (UpstreamHost host : pools.hosts(cluster)) {
      hosts.add(host.endpoint().toString(), json(host));
    }
    return hosts;
  }

  /** The metrics are in the text format of Prometheus, as one JSON string. */
  private static String json(UpstreamHost host) {
    return "{\"health_status\":\""
        + (host.healthy() ? "Healthy" : "Unhealthy")
        + "\",\"metrics\":\"# TYPE rq_active gauge\\nrq_active "
        + host.active()
        + "\\n# TYPE rq_total counter\\nrq_total "
        + host.total()
        + "\\n\"}";
  }

  /** Null for what is no {@code host:port}. */
  static @Nullable Endpoint parse(String address) {
    HostPort parsed = HostPort.parse(address);
    return parsed == null || parsed.port() == 0 ? null : new Endpoint(parsed.host(), parsed.port());
  }
}
