package io.weir.host.worker;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Family;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.EndpointStatus;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.util.List;
import java.util.Locale;

/**
 * The page's part about upstreams and their endpoints. Each upstream has its series; the endpoints
 * have series of their own up to a number, by the order of the upstreams, and those beyond are
 * added up for each upstream.
 */
final class UpstreamMetrics {
  /** What counts together has this name. */
  private static final String OTHER = "_other";

  static final int MAX_ENDPOINTS = 1_000;

  private final Exposition page;
  private int endpoints;

  private UpstreamMetrics(Exposition page) {
    this.page = page;
  }

  /** Writes what is known of all upstreams. */
  static void write(Exposition page, List<ClusterStatus> clusters) {
    UpstreamMetrics metrics = new UpstreamMetrics(page);
    clusters.forEach(metrics::cluster);
    clusters.forEach(metrics::endpoints);
  }

  private void cluster(ClusterStatus cluster) {
    String name = cluster.name();
    Family health = gauge("weir_upstream_endpoints", "Endpoints by their health.");
    for (Health each : Health.values()) {
      long count = cluster.endpoints().stream().filter(e -> e.health() == each).count();
      health.sample(count, "upstream", name, "health", each.name().toLowerCase(Locale.ROOT));
    }
    gauge("weir_upstream_panic", "1 while so few endpoints are healthy that all are used.")
        .sample(cluster.panic() ? 1 : 0, "upstream", name);
    gauge("weir_upstream_connections_active", "Connections that are open, or being opened.")
        .sample(cluster.counts().connections(), "upstream", name);
    gauge("weir_upstream_requests_active", "Requests under way, waiting ones too.")
        .sample(cluster.counts().requests(), "upstream", name);
    gauge("weir_upstream_requests_pending", "Requests that wait for a connection.")
        .sample(cluster.counts().pending(), "upstream", name);
    gauge("weir_upstream_retries_active", "Retries under way.")
        .sample(cluster.counts().retries(), "upstream", name);
    counter(
            "weir_upstream_overflows_total",
            "Requests and retries that a limit of the circuit breaker has refused.")
        .sample(cluster.counts().overflows(), "upstream", name);
    counter("weir_upstream_ejections_total", "Endpoints put out for how they answered.")
        .sample(cluster.ejections(), "upstream", name);
  }

  private void endpoints(ClusterStatus cluster) {
    HostCounts others = HostCounts.NONE;
    boolean cut = false;
    for (EndpointStatus endpoint : cluster.endpoints()) {
      if (endpoints >= MAX_ENDPOINTS) {
        cut = true;
        others = others.plus(endpoint.counts());
        continue;
      }
      endpoints++;
      gauge("weir_upstream_endpoint_healthy", "1 while the endpoint is to be used.")
          .sample(
              endpoint.health() == Health.HEALTHY ? 1 : 0,
              "upstream",
              cluster.name(),
              "endpoint",
              endpoint.address());
      counts(cluster.name(), endpoint.address(), endpoint.counts());
    }
    if (cut) {
      counts(cluster.name(), OTHER, others);
    }
  }

  private void counts(String cluster, String endpoint, HostCounts counts) {
    String[] labels = {"upstream", cluster, "endpoint", endpoint};
    gauge("weir_upstream_endpoint_requests_active", "Requests and TCP connections under way.")
        .sample(counts.active(), labels);
    counter("weir_upstream_endpoint_requests_total", "Requests and TCP connections.")
        .sample(counts.total(), labels);
    counter(
            "weir_upstream_endpoint_errors_total",
            "Answers of 500 and above, and requests that were lost.")
        .sample(counts.errors(), labels);
    counter("weir_upstream_endpoint_connects_total", "Connections that were begun.")
        .sample(counts.connectionsMade(), labels);
    counter("weir_upstream_endpoint_connect_failures_total", "Of these, those that failed.")
        .sample(counts.connectFailures(), labels);
  }

  private Family gauge(String name, String help) {
    return page.family(name, Type.GAUGE, help);
  }

  private Family counter(String name, String help) {
    return page.family(name, Type.COUNTER, help);
  }
}
