package io.weir.host.route;

import io.weir.host.plugin.BoundPlugin;
import io.weir.host.upstream.Cluster;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of a TCP listener go, and through which plugins. Immutable; shared by all
 * workers.
 *
 * @param idle how long a connection may pass no byte; zero for no limit
 * @param chain in the order of bytes from the client
 */
public record TcpRoute(
    String listener, List<Route.Backend> backends, Duration idle, List<BoundPlugin> chain) {

  /** A cluster by weight, null when no backend has any. */
  public @Nullable Cluster pickCluster() {
    Route.Backend picked = Route.Backend.pick(backends);
    return picked == null ? null : picked.cluster();
  }
}
