package io.weir.host.route;

import io.weir.host.plugin.BoundPlugin;
import io.weir.host.tls.HostNames;
import io.weir.host.upstream.Cluster;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of a TCP listener go, and through which plugins. Immutable; shared by all
 * workers.
 *
 * @param backends for connections that {@code names} says nothing of
 * @param names where connections go that ask for a name by SNI; null for none
 * @param idle how long a connection may pass no byte; zero for no limit
 * @param chain in the order of bytes from the client
 */
public record TcpRoute(
    String listener,
    List<Route.Backend> backends,
    @Nullable HostNames<List<Route.Backend>> names,
    Duration idle,
    List<BoundPlugin> chain) {

  /**
   * A cluster by weight, null when there is none for the name.
   *
   * @param serverName what the client asked for by SNI; empty for none
   */
  public @Nullable Cluster pickCluster(String serverName) {
    HostNames<List<Route.Backend>> known = names;
    List<Route.Backend> named =
        known == null || serverName.isEmpty() ? null : known.find(serverName);
    Route.Backend picked = Route.Backend.pick(named == null ? backends : named);
    return picked == null ? null : picked.cluster();
  }
}
