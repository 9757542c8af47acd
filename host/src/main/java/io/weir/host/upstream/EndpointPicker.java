package io.weir.host.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/** One worker's choice of endpoints. Each worker counts for itself. */
final class EndpointPicker {
  private final Map<String, Integer> turns = new HashMap<>();

  /**
   * @param load the requests under way of an endpoint
   */
  Endpoint pick(Cluster cluster, ToIntFunction<Endpoint> load) {
    List<Endpoint> endpoints = cluster.endpoints();
    int count = endpoints.size();
    if (count == 1) {
      return endpoints.getFirst();
    }
    return switch (cluster.policy()) {
      case RoundRobin -> endpoints.get(turn(cluster, count));
      case Random -> endpoints.get(ThreadLocalRandom.current().nextInt(count));
      case LeastRequest -> least(endpoints, load);
    };
  }

  private int turn(Cluster cluster, int count) {
    return Math.floorMod(turns.merge(cluster.name(), 1, Integer::sum), count);
  }

  /** The lighter of two drawn at random: close to the lightest of all, and no herd. */
  private static Endpoint least(List<Endpoint> endpoints, ToIntFunction<Endpoint> load) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int first = random.nextInt(endpoints.size());
    int second = (first + 1 + random.nextInt(endpoints.size() - 1)) % endpoints.size();
    Endpoint a = endpoints.get(first);
    Endpoint b = endpoints.get(second);
    return load.applyAsInt(a) <= load.applyAsInt(b) ? a : b;
  }

  /** Forgets clusters that are not there any more. */
  void retain(Map<String, Cluster> clusters) {
    turns.keySet().retainAll(clusters.keySet());
  }
}
