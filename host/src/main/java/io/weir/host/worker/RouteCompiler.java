package io.weir.host.worker;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.ListDiff;
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
 * nothing but routes has changed, those that are the same object as before are taken over.
 */
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
   * @param tls that of upstreams by name
   * @param before what is live
   * @throws ConfigException naming what cannot be bound
   */
  static CompiledConfig compile(
      GatewayConfig config,
      long generation,
      PluginChange plugins,
      Map<String, Cluster> clusters,
      CompiledConfig before) {
    return before.differsInRoutesAlone(config, plugins.digests())
        ? changed(config, generation, plugins, before)
        : whole(config, generation, plugins, clusters);
  }

  private static CompiledConfig whole(
      GatewayConfig config, long generation, PluginChange plugins, Map<String, Cluster> clusters) {
    RouteCompiler compiler = new RouteCompiler(config, plugins, clusters);
    List<TcpRoute> tcp = new ArrayList<>();
    for (int i = 0; i < config.listeners().size(); i++) {
      if (!config.listeners().get(i).protocol().isHttp()) {
        tcp.add(compiler.tcp(config.listeners().get(i), "listeners[" + i + "]"));
      }
    }
    CompiledRoutes routes = CompiledRoutes.of(compiler.routes(0, config.routes().size()));
    RouteTable table = new RouteTable(generation, routes.all(), tcp, clusters);
    return new CompiledConfig(
        config, plugins.digests(), routes, table, CompiledConfig.readsFiles(config));
  }

  private static CompiledConfig changed(
      GatewayConfig config, long generation, PluginChange plugins, CompiledConfig before) {
    RouteCompiler compiler = new RouteCompiler(config, plugins, before.table().clusters());
    ListDiff diff = ListDiff.of(before.config().routes(), config.routes());
    List<List<Route>> added = compiler.routes(diff.from(), diff.afterEnd());
    List<Route> gone = before.routes().part(diff.from(), diff.beforeEnd());
    plugins.keepAll();
    gone.forEach(route -> plugins.drop(route.chain()));
    CompiledRoutes routes = before.routes().with(diff.from(), diff.beforeEnd(), added);
    RouteTable table =
        before
            .table()
            .with(generation, routes.all(), gone, routes.part(diff.from(), diff.afterEnd()));
    boolean readsFiles = CompiledConfig.anyReadsFiles(diff.added(config.routes()));
    return new CompiledConfig(config, before.digests(), routes, table, readsFiles);
  }

  private List<List<Route>> routes(int from, int to) {
    List<List<Route>> compiled = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      compiled.add(compiled(config.routes().get(i), "routes[" + i + "]"));
    }
    return compiled;
  }

  /** One for each listener that the route is on. */
  private List<Route> compiled(GatewayConfig.Route route, String path) {
    List<Route> routes = new ArrayList<>(config.listeners().size());
    for (int i = 0; i < config.listeners().size(); i++) {
      GatewayConfig.Listener listener = config.listeners().get(i);
      boolean on = route.listeners().isEmpty() || route.listeners().contains(listener.name());
      if (on && listener.protocol().isHttp()) {
        routes.add(route(route, path, listener, "listeners[" + i + "]"));
      }
    }
    return routes;
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
