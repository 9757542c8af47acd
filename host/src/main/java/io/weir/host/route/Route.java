package io.weir.host.route;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.RouteTimeouts;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.upstream.Cluster;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A route with its chain for one listener. Immutable; shared by all workers.
 *
 * @param listener the listener whose plugins are in the chain
 * @param hostnames lower case, {@code *.} for a wildcard; empty for any
 * @param chain in the order of requests
 */
public record Route(
    String name,
    String listener,
    List<String> hostnames,
    List<RouteMatch> matches,
    List<Backend> backends,
    RouteTimeouts timeouts,
    List<BoundPlugin> chain) {

  /** A share of the traffic. */
  public record Backend(Cluster cluster, int weight) {
    /** A cluster by weight, null when no backend has any. */
    static @Nullable Cluster pick(List<Backend> backends) {
      if (backends.size() == 1) {
        return backends.getFirst().weight() > 0 ? backends.getFirst().cluster() : null;
      }
      int total = backends.stream().mapToInt(Backend::weight).sum();
      if (total <= 0) {
        return null;
      }
      int at = ThreadLocalRandom.current().nextInt(total);
      for (Backend backend : backends) {
        at -= backend.weight();
        if (at < 0) {
          return backend.cluster();
        }
      }
      return null;
    }
  }

  /** Compiles the matches of a configured route. */
  public static List<RouteMatch> matches(GatewayConfig.Route route) {
    return route.matches().stream().map(RouteMatch::new).toList();
  }

  /** A cluster by weight, null when no backend has any. */
  public @Nullable Cluster pickCluster() {
    return Backend.pick(backends);
  }

  public String firstBackend() {
    return backends.isEmpty() ? "" : backends.getFirst().cluster().name();
  }
}
