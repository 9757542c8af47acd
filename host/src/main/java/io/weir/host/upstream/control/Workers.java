package io.weir.host.upstream.control;

import io.netty.channel.EventLoop;
import io.weir.host.upstream.ClusterCounts;
import io.weir.host.upstream.ClusterSnapshot;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.UpstreamPools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All workers' pools, seen from the control loop. */
final class Workers {
  private final EventLoop loop;
  private final List<UpstreamPools> pools;

  Workers(EventLoop loop, List<UpstreamPools> pools) {
    this.loop = loop;
    this.pools = List.copyOf(pools);
  }

  /** All workers together. */
  record Counts(ClusterCounts cluster, Map<Endpoint, HostCounts> hosts) {
    static final Counts NONE = new Counts(ClusterCounts.NONE, Map.of());
  }

  void publish(ClusterSnapshot snapshot) {
    pools.forEach(p -> p.publish(snapshot));
  }

  /** Asks each worker; {@code sum} is told on the control loop when all have answered. */
  void count(String cluster, Consumer<Counts> sum) {
    Map<Endpoint, HostCounts> hosts = new HashMap<>();
    ClusterCounts[] total = {ClusterCounts.NONE};
    int[] left = {pools.size()};
    for (UpstreamPools worker : pools) {
      worker.count(
          cluster,
          (of, each) ->
              loop.execute(
                  () -> {
                    total[0] = total[0].plus(of);
                    each.forEach((endpoint, c) -> hosts.merge(endpoint, c, HostCounts::plus));
                    if (--left[0] == 0) {
                      sum.accept(new Counts(total[0], hosts));
                    }
                  }));
    }
  }
}
