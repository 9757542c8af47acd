package io.weir.host.worker;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginChange.Refs;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.route.TcpRoute;
import io.weir.host.upstream.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From the configuration to the table that workers go by: a route for each of its listeners. */
final class RouteCompiler {
  private final GatewayConfig config;
  private final PluginChange plugins;
  private final Map<String, Cluster> clusters;

  private RouteCompiler(GatewayConfig config, PluginChange plugins, Map<String, Cluster> clusters) {
    this.config = config;
    this.plugins = plugins;
    this.clusters = clusters;
  }

  /**
   * @throws ConfigException naming what cannot be bound
   */
  static RouteTable compile(
      GatewayConfig config, long generation, PluginChange plugins, Map<String, Cluster> clusters) {
    RouteCompiler compiler = new RouteCompiler(config, plugins, clusters);
    List<Route> routes = new ArrayList<>();
    List<TcpRoute> tcp = new ArrayList<>();
    for (int i = 0; i < config.listeners().size(); i++) {
      GatewayConfig.Listener listener = config.listeners().get(i);
      String path = "listeners[" + i + "]";
      switch (listener.protocol()) {
        case HTTP -> compiler.routes(listener, path, routes);
        case TCP -> tcp.add(compiler.tcp(listener, path));
      }
    }
    return new RouteTable(generation, routes, tcp, compiler.clusters);
  }

  private void routes(GatewayConfig.Listener listener, String listenerPath, List<Route> routes) {
    for (int i = 0; i < config.routes().size(); i++) {
      GatewayConfig.Route route = config.routes().get(i);
      if (route.listeners().isEmpty() || route.listeners().contains(listener.name())) {
        routes.add(route(route, "routes[" + i + "]", listener, listenerPath));
      }
    }
  }

  /** Plugins of the whole gateway are for HTTP: a TCP listener has its own only. */
  private TcpRoute tcp(GatewayConfig.Listener listener, String path) {
    Duration idle = listener.timeouts().idle();
    return new TcpRoute(
        listener.name(),
        listener.backendRefs().stream().map(b -> backend(b, path)).toList(),
        idle == null ? Duration.ZERO : idle,
        plugins.chain(List.of(new Refs(path + ".plugins", listener.plugins()))));
  }

  private Route route(
      GatewayConfig.Route route,
      String routePath,
      GatewayConfig.Listener listener,
      String listenerPath) {
    List<Refs> lists =
        List.of(
            new Refs("gateway.plugins", config.gateway().plugins()),
            new Refs(listenerPath + ".plugins", listener.plugins()),
            new Refs(routePath + ".plugins", route.plugins()));
    return new Route(
        route.name(),
        listener.name(),
        route.hostnames().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList(),
        Route.matches(route),
        route.backendRefs().stream().map(b -> backend(b, routePath)).toList(),
        route.timeouts(),
        plugins.chain(lists));
  }

  private Route.Backend backend(GatewayConfig.BackendRef ref, String path) {
    Cluster cluster = clusters.get(ref.name());
    if (cluster == null) {
      throw new ConfigException(
          new Problem(
              path + ".backendRefs",
              0,
              "no upstream " + ref.name(),
              "add it under upstreams, or correct the name"));
    }
    return new Route.Backend(cluster, ref.weight());
  }
}
