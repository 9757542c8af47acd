package io.weir.host.worker;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.RouteFilter;
import io.weir.host.upstream.Cluster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What routes are compiled from and is not as it was: routes that have to do with it are compiled
 * again, all others stay.
 *
 * @param listeners names of HTTP listeners that are new, gone, or have other plugins
 * @param upstreams names of those that are new, gone, or another object
 */
record Stale(Set<String> listeners, Set<String> upstreams) {
  static final Stale NOTHING = new Stale(Set.of(), Set.of());

  static Stale of(CompiledConfig before, GatewayConfig now, Map<String, Cluster> clusters) {
    return new Stale(
        listeners(before.config().listeners(), now.listeners()),
        upstreams(before.table().clusters(), clusters));
  }

  private static Set<String> listeners(List<Listener> before, List<Listener> now) {
    if (before == now) {
      return Set.of();
    }
    Map<String, Listener> left = new HashMap<>();
    before.stream().filter(l -> l.protocol().isHttp()).forEach(l -> left.put(l.name(), l));
    Set<String> stale = new HashSet<>();
    for (Listener listener : now) {
      if (!listener.protocol().isHttp()) {
        continue;
      }
      Listener same = left.remove(listener.name());
      if (same == null || !same.plugins().equals(listener.plugins())) {
        stale.add(listener.name());
      }
    }
    stale.addAll(left.keySet());
    return stale;
  }

  private static Set<String> upstreams(Map<String, Cluster> before, Map<String, Cluster> now) {
    if (before == now) {
      return Set.of();
    }
    Set<String> stale = new HashSet<>();
    now.forEach(
        (name, cluster) -> {
          if (before.get(name) != cluster) {
            stale.add(name);
          }
        });
    for (String name : before.keySet()) {
      if (!now.containsKey(name)) {
        stale.add(name);
      }
    }
    return stale;
  }

  boolean isNothing() {
    return listeners.isEmpty() && upstreams.isEmpty();
  }

  /** Whether a route sends requests to an upstream that is another. */
  boolean isUpstreamOf(GatewayConfig.Route route) {
    if (upstreams.isEmpty()) {
      return false;
    }
    for (GatewayConfig.BackendRef backend : route.backendRefs()) {
      if (upstreams.contains(backend.name())) {
        return true;
      }
    }
    for (RouteFilter filter : route.filters()) {
      if (filter instanceof RouteFilter.RequestMirror mirror
          && upstreams.contains(mirror.upstream())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a route is on a listener that is another, or was. */
  boolean isListenerOf(GatewayConfig.Route route) {
    if (listeners.isEmpty() || route.listeners().isEmpty()) {
      return !listeners.isEmpty();
    }
    for (String name : route.listeners()) {
      if (listeners.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
