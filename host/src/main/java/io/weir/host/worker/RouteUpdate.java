package io.weir.host.worker;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.ListDiff;
import io.weir.host.plugin.PluginChange;
import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.route.TcpRoute;
import io.weir.host.upstream.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A change that leaves plugins and what they are bound by as they were: the routes that are other
 * objects are compiled, and those that have to do with a listener or an upstream that is another.
 * Where nothing but routes has changed, none of the others is looked at.
 */
final class RouteUpdate {
  private final GatewayConfig config;
  private final PluginChange plugins;
  private final Map<String, Cluster> clusters;
  private final CompiledConfig before;
  private final RouteCompiler compiler;
  private final Stale stale;
  private final ListDiff diff;

  /** Compiled routes of before that serve no more. */
  private final List<Route> gone = new ArrayList<>();

  /** New ones, in their order. */
  private final List<Route> added = new ArrayList<>();

  /**
   * @param before what is live; {@link CompiledConfig#bindsAlike} holds
   */
  RouteUpdate(
      GatewayConfig config,
      PluginChange plugins,
      Map<String, Cluster> clusters,
      CompiledConfig before) {
    this.config = config;
    this.plugins = plugins;
    this.before = before;
    this.stale = Stale.of(before, config, clusters);
    this.clusters = stale.upstreams().isEmpty() ? before.table().clusters() : clusters;
    this.compiler = new RouteCompiler(config, plugins, this.clusters);
    this.diff = ListDiff.of(before.config().routes(), config.routes());
  }

  CompiledConfig compile(long generation) {
    plugins.keepAll();
    CompiledRoutes routes = stale.isNothing() ? changed() : looked();
    gone.forEach(route -> plugins.drop(route.chain()));
    Collection<TcpRoute> tcp = tcp();
    RouteTable table = before.table().with(generation, routes, gone, added, tcp, clusters);
    boolean readsFiles =
        CompiledConfig.anyReadsFiles(diff.added(config.routes()))
            || CompiledConfig.anyListenerReadsFiles(config.listeners());
    return new CompiledConfig(config, before.digests(), routes, table, readsFiles);
  }

  /** Only routes have changed. */
  private CompiledRoutes changed() {
    List<List<Route>> compiled = compiler.routes(diff.from(), diff.afterEnd());
    gone.addAll(before.routes().part(diff.from(), diff.beforeEnd()));
    added.addAll(CompiledRoutes.flat(compiled));
    return before.routes().with(diff.from(), diff.beforeEnd(), compiled);
  }

  /** Each route is looked at, and compiled where it must be. */
  private CompiledRoutes looked() {
    List<List<Route>> known = before.routes().compiled();
    List<List<Route>> next = new ArrayList<>(config.routes().size());
    for (int i = 0; i < config.routes().size(); i++) {
      boolean isNew = i >= diff.from() && i < diff.afterEnd();
      int was = i < diff.from() ? i : i - diff.afterEnd() + diff.beforeEnd();
      next.add(looked(i, isNew ? List.of() : known.get(was)));
    }
    gone.addAll(before.routes().part(diff.from(), diff.beforeEnd()));
    return CompiledRoutes.of(next);
  }

  private List<Route> looked(int number, List<Route> known) {
    GatewayConfig.Route route = config.routes().get(number);
    boolean elsewhere = stale.isUpstreamOf(route);
    if (!known.isEmpty() && !elsewhere && !stale.isListenerOf(route)) {
      return known;
    }
    List<Route> routes = compiler.routes(number, elsewhere ? List.of() : known, stale);
    known.stream().filter(one -> !isAmong(one, routes)).forEach(gone::add);
    routes.stream().filter(one -> !isAmong(one, known)).forEach(added::add);
    return routes;
  }

  private static boolean isAmong(Route route, List<Route> routes) {
    for (Route one : routes) {
      if (one == route) {
        return true;
      }
    }
    return false;
  }

  private Collection<TcpRoute> tcp() {
    Collection<TcpRoute> known = before.table().tcp();
    boolean same = stale.upstreams().isEmpty() && config.listeners() == before.config().listeners();
    if (same) {
      return known;
    }
    known.forEach(route -> plugins.drop(route.chain()));
    return compiler.tcp();
  }
}
