package io.weir.host.worker;

import io.weir.host.observe.view.ClusterView;
import io.weir.host.observe.view.ClusterView.EndpointView;
import io.weir.host.observe.view.Page;
import io.weir.host.observe.view.WorkerPages;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.UpstreamHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the workers have under way to each upstream, added up. Any thread but a worker's. */
final class ClusterViews {
  private record Load(String cluster, Endpoint endpoint, int active, long requests) {}

  private ClusterViews() {}

  static List<ClusterView> take(List<Worker> workers, Map<String, Cluster> clusters) {
    List<WorkerPages.Part<Load>> parts = new ArrayList<>();
    for (Worker worker : workers) {
      parts.add(new WorkerPages.Part<>(worker.loop(), () -> loads(worker, clusters)));
    }
    Map<String, Map<Endpoint, EndpointView>> sums = new TreeMap<>();
    for (Load load : WorkerPages.merge(parts, Integer.MAX_VALUE, l -> 0).items()) {
      EndpointView one = new EndpointView(load.endpoint.toString(), load.active, load.requests);
      sums.computeIfAbsent(load.cluster, c -> new LinkedHashMap<>())
          .merge(load.endpoint, one, ClusterViews::sum);
    }
    List<ClusterView> views = new ArrayList<>();
    sums.forEach((name, ends) -> views.add(new ClusterView(name, List.copyOf(ends.values()))));
    return views;
  }

  private static Page<Load> loads(Worker worker, Map<String, Cluster> clusters) {
    List<Load> loads = new ArrayList<>();
    clusters
        .values()
        .forEach(
            cluster -> {
              for (UpstreamHost host : worker.pools().hosts(cluster)) {
                loads.add(new Load(cluster.name(), host.endpoint(), host.active(), host.total()));
              }
            });
    return new Page<>(loads, loads.size(), false);
  }

  private static EndpointView sum(EndpointView a, EndpointView b) {
    return new EndpointView(a.address(), a.active() + b.active(), a.requests() + b.requests());
  }
}
