package io.weir.host.worker;

import io.weir.host.observe.view.ClusterView;
import io.weir.host.observe.view.ClusterView.EndpointView;
import io.weir.host.upstream.ClusterCounts;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.EndpointStatus;

/** Upstreams as the admin API shows them. */
final class ClusterViews {
  private ClusterViews() {}

  static ClusterView of(ClusterStatus cluster) {
    ClusterCounts counts = cluster.counts();
    return new ClusterView(
        cluster.name(),
        cluster.panic(),
        counts.connections(),
        counts.pending(),
        counts.requests(),
        counts.retries(),
        counts.overflows(),
        cluster.ejections(),
        cluster.endpoints().stream().map(ClusterViews::of).toList());
  }

  private static EndpointView of(EndpointStatus endpoint) {
    HostCounts counts = endpoint.counts();
    return new EndpointView(
        endpoint.address(),
        endpoint.name(),
        endpoint.health().name(),
        endpoint.why(),
        endpoint.ejectedForMillis(),
        endpoint.weight(),
        endpoint.share(),
        endpoint.locality(),
        endpoint.priority(),
        counts.active(),
        counts.connections(),
        counts.total(),
        counts.errors(),
        counts.connectionsMade(),
        counts.connectFailures());
  }
}
