package io.weir.host.route;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.RouteTimeouts;
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
 * @param actions null for a route that sends requests on and does nothing else
 */
public record Route(
    String name,
    String listener,
    List<String> hostnames,
    List<RouteMatch> matches,
    List<Backend> backends,
    RouteTimeouts timeouts,
    List<BoundPlugin> chain,
    @Nullable RouteActions actions) {

  /** A route that sends requests on and does nothing else. */
  public Route(
      String name,
      String listener,
      List<String> hostnames,
      List<RouteMatch> matches,
      List<Backend> backends,
      RouteTimeouts timeouts,
      List<BoundPlugin> chain) {
    this(name, listener, hostnames, matches, backends, timeouts, chain, null);
  }

  /**
   * A share of the traffic.
   *
   * @param actions null for one that is sent on as it is
   */
  public record Backend(Cluster cluster, int weight, @Nullable BackendActions actions) {
    /** A share that is sent on as it is. */
    public Backend(Cluster cluster, int weight) {
      this(cluster, weight, null);
    }

    /** A backend by weight, null when none has any. */
    static @Nullable Backend pick(List<Backend> backends) {
      if (backends.size() == 1) {
        return backends.getFirst().weight() > 0 ? backends.getFirst() : null;
      }
      int total = 0;
      for (Backend backend : backends) {
        total += backend.weight();
      }
      if (total <= 0) {
        return null;
      }
      int at = ThreadLocalRandom.current().nextInt(total);
      for (Backend backend : backends) {
        at -= backend.weight();
        if (at < 0) {
          return backend;
        }
      }
      return null;
    }
  }

  /** Compiles the matches of a configured route. */
  public static List<RouteMatch> matches(GatewayConfig.Route route) {
    return route.matches().stream().map(RouteMatch::new).toList();
  }

  /** A backend by weight, null when none has any. */
  public @Nullable Backend pickBackend() {
    return Backend.pick(backends);
  }
}
