package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** That what a configuration names is there, and fit for it. */
final class References {
  private final GatewayConfig config;
  private final NameIndex names;
  private final Problems problems;

  /**
   * @param names of configurations before, or of none
   */
  References(GatewayConfig config, NameIndex names, Problems problems) {
    this.config = config;
    this.names = names;
    this.problems = problems;
  }

  void listener(Listener listener, String path) {
    bindings(Paths.field(path, "plugins"), listener.plugins());
    backends(Paths.field(path, "backendRefs"), listener.backendRefs());
    for (int i = 0; i < listener.tlsRoutes().size(); i++) {
      String route = Paths.item(Paths.field(path, "tlsRoutes"), i);
      backends(Paths.field(route, "backendRefs"), listener.tlsRoutes().get(i).backendRefs());
    }
  }

  /** Of which there may be many: what is right costs no text. */
  void route(Route route, String path) {
    if (!route.plugins().isEmpty()) {
      bindings(Paths.field(path, "plugins"), route.plugins());
    }
    for (int i = 0; i < route.listeners().size(); i++) {
      listener(route.listeners().get(i), path, i);
    }
    for (int i = 0; i < route.backendRefs().size(); i++) {
      String name = route.backendRefs().get(i).name();
      if (!takesRequests(name)) {
        noRequests(name, Paths.item(Paths.field(path, "backendRefs"), i) + ".name");
      }
    }
    for (int i = 0; i < route.filters().size(); i++) {
      if (route.filters().get(i) instanceof RouteFilter.RequestMirror mirror
          && !takesRequests(mirror.upstream())) {
        String at = Paths.item(Paths.field(path, "filters"), i);
        noRequests(mirror.upstream(), at + ".requestMirror.backendRef.name");
      }
    }
  }

  private void listener(String name, String route, int number) {
    Listener listener = names.get(ObjectKind.LISTENERS, config, name);
    if (listener != null && listener.protocol().isHttp()) {
      return;
    }
    String path = Paths.item(Paths.field(route, "listeners"), number);
    if (listener == null) {
      unknown(ObjectKind.LISTENERS, "listener", name, path);
      return;
    }
    problems.add(
        path,
        "listener "
            + Fields.quote(name)
            + " speaks "
            + listener.protocol()
            + " (expected: an HTTP listener)",
        "name another, or write backendRefs on the listener itself");
  }

  private void backends(String path, List<BackendRef> backends) {
    for (int i = 0; i < backends.size(); i++) {
      String name = backends.get(i).name();
      if (names.get(ObjectKind.UPSTREAMS, config, name) == null) {
        unknown(ObjectKind.UPSTREAMS, "upstream", name, Paths.item(path, i) + ".name");
      }
    }
  }

  private boolean takesRequests(String upstream) {
    GatewayConfig.Upstream found = names.get(ObjectKind.UPSTREAMS, config, upstream);
    return found != null && found.proxyProtocol() == ProxyVersion.None;
  }

  /** Requests of many clients share a connection, whose PROXY header names one of them. */
  private void noRequests(String upstream, String path) {
    GatewayConfig.Upstream found = names.get(ObjectKind.UPSTREAMS, config, upstream);
    if (found == null) {
      unknown(ObjectKind.UPSTREAMS, "upstream", upstream, path);
      return;
    }
    problems.add(
        path,
        "upstream "
            + Fields.quote(upstream)
            + " has proxyProtocol: "
            + found.proxyProtocol()
            + " (expected: None, where a route sends requests to it)",
        "let a TCP or TLS listener go there, or declare the upstream again without it:"
            + " requests have x-forwarded-for");
  }

  void bindings(String path, List<PluginRef> bindings) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < bindings.size(); i++) {
      String name = bindings.get(i).name();
      String at = Paths.item(path, i) + ".name";
      if (names.get(ObjectKind.PLUGINS, config, name) == null) {
        unknown(ObjectKind.PLUGINS, "plugin", name, at);
      }
      if (!seen.add(name)) {
        problems.add(
            at,
            "plugin " + Fields.quote(name) + " is bound twice on one list",
            "keep one of the two, or declare the plugin under a second name");
      }
    }
  }

  private <T> void unknown(ObjectKind<T> kind, String what, String name, String path) {
    String add = "add it to " + kind.label();
    // enough are told of: to look for likely names among thousands, thousands of times, takes long
    String closest =
        problems.isLong()
            ? null
            : Suggestions.closest(name, kind.list(config).stream().map(kind::nameOf).toList());
    problems.add(
        path,
        "unknown " + what + " " + Fields.quote(name),
        closest == null ? add : "did you mean " + closest + "? Else " + add);
  }
}
