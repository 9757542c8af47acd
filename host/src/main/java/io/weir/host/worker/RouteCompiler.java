package io.weir.host.worker;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.ListenerTls;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginChange.Refs;
import io.weir.host.route.BackendActions;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.host.route.RouteTable;
import io.weir.host.route.TcpRoute;
import io.weir.host.tls.HostNames;
import io.weir.host.upstream.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the configuration to the table that workers go by: a route for each of its listeners. Where
 * plugins are as they were, {@link RouteUpdate} compiles what has changed, and no more.
 */
final class RouteCompiler {
  private final GatewayConfig config;
  private final PluginChange plugins;
  private final Map<String, Cluster> clusters;

  RouteCompiler(GatewayConfig config, PluginChange plugins, Map<String, Cluster> clusters) {
    this.config = config;
    this.plugins = plugins;
    this.clusters = clusters;
  }

  /**
   * @param clusters by name; the very ones of {@code before} where they are the same
   * @param before what is live
   * @throws ConfigException naming what cannot be bound
   */
  static CompiledConfig compile(
      GatewayConfig config,
      long generation,
      PluginChange plugins,
      Map<String, Cluster> clusters,
      CompiledConfig before) {
    return before.bindsAlike(config, plugins.digests())
        ? new RouteUpdate(config, plugins, clusters, before).compile(generation)
        : whole(config, generation, plugins, clusters);
  }

  /** Whatever was before. */
  static CompiledConfig whole(
      GatewayConfig config, long generation, PluginChange plugins, Map<String, Cluster> clusters) {
    RouteCompiler compiler = new RouteCompiler(config, plugins, clusters);
    List<TcpRoute> tcp = compiler.tcp();
    CompiledRoutes routes = CompiledRoutes.of(compiler.routes(0, config.routes().size()));
    RouteTable table =
        new RouteTable(generation, CompiledRoutes.flat(routes.compiled()), tcp, clusters);
    return new CompiledConfig(
        config, plugins.digests(), routes, table, CompiledConfig.readsFiles(config));
  }

  List<List<Route>> routes(int from, int to) {
    List<List<Route>> compiled = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      compiled.add(routes(i, List.of(), Stale.NOTHING));
    }
    return compiled;
  }

  /**
   * One for each listener that a route is on.
   *
   * @param known of these, those of listeners that are not stale are taken over
   */
  List<Route> routes(int number, List<Route> known, Stale stale) {
    GatewayConfig.Route route = config.routes().get(number);
    List<Route> routes = new ArrayList<>(config.listeners().size());
    for (int i = 0; i < config.listeners().size(); i++) {
      GatewayConfig.Listener listener = config.listeners().get(i);
      boolean on = route.listeners().isEmpty() || route.listeners().contains(listener.name());
      if (on && listener.protocol().isHttp()) {
        Route kept = stale.listeners().contains(listener.name()) ? null : of(listener, known);
        routes.add(
            kept != null
                ? kept
                : route(route, "routes[" + number + "]", listener, "listeners[" + i + "]"));
      }
    }
    return routes;
  }

  private static @Nullable Route of(GatewayConfig.Listener listener, List<Route> known) {
    for (Route route : known) {
      if (route.listener().equals(listener.name())) {
        return route;
      }
    }
    return null;
  }

  /** One for each TCP listener. */
  List<TcpRoute> tcp() {
    List<TcpRoute> tcp = new ArrayList<>();
    for (int i = 0; i < config.listeners().size(); i++) {
      if (!config.listeners().get(i).protocol().isHttp()) {
        tcp.add(tcp(config.listeners().get(i), "listeners[" + i + "]"));
      }
    }
    return tcp;
  }

  /** Plugins of the whole gateway are for HTTP: a TCP listener has its own only. */
  private TcpRoute tcp(GatewayConfig.Listener listener, String path) {
    Duration idle = listener.timeouts().idle();
    return new TcpRoute(
        listener.name(),
        listener.backendRefs().stream().map(b -> backend(b, path)).toList(),
        names(listener, path),
        idle == null ? Duration.ZERO : idle,
        plugins.chain(List.of(new Refs(path + ".plugins", listener.plugins()))));
  }

  private @Nullable HostNames<List<Route.Backend>> names(
      GatewayConfig.Listener listener, String path) {
    if (listener.tlsRoutes().isEmpty()) {
      return null;
    }
    HostNames<List<Route.Backend>> names = new HostNames<>(false);
    for (ListenerTls.SniRoute route : listener.tlsRoutes()) {
      List<Route.Backend> backends =
          route.backendRefs().stream().map(b -> backend(b, path + ".tlsRoutes")).toList();
      route.hostnames().forEach(name -> names.add(name, backends));
    }
    return names;
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
        plugins.chain(lists),
        RouteActions.of(route, name -> cluster(name, routePath + ".filters")));
  }

  private Route.Backend backend(GatewayConfig.BackendRef ref, String path) {
    Cluster cluster = cluster(ref.name(), path + ".backendRefs");
    return new Route.Backend(cluster, ref.weight(), BackendActions.of(ref));
  }

  private Cluster cluster(String name, String path) {
    Cluster cluster = clusters.get(name);
    if (cluster == null) {
      throw new ConfigException(
          new Problem(
              path, 0, "no upstream " + name, "add it under upstreams, or correct the name"));
    }
    return cluster;
  }
}
