package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.PluginRef;
import io.weir.host.config.GatewayConfig.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what types cannot say: the syntax of names, addresses and expressions, and that the parts
 * of a configuration fit each other.
 */
public final class ConfigValidator {
  /** Where an object stands, for the path of a problem. */
  @FunctionalInterface
  interface Locator {
    String path(ObjectKind<?> kind, int index, String name);

    /** In a document whose whole text is at hand. */
    Locator BY_INDEX = (kind, index, name) -> Paths.item(kind.label(), index);

    /** Where only the objects are at hand. */
    Locator BY_NAME = (kind, index, name) -> Paths.named(kind.label(), name);
  }

  private final GatewayConfig config;
  private final Problems problems;
  private final Locator locator;
  private final GatewayConfig valid;
  private final Map<ObjectKind<?>, Set<String>> names = new HashMap<>();

  ConfigValidator(GatewayConfig config, Problems problems, Locator locator) {
    this(config, problems, locator, GatewayConfig.EMPTY);
  }

  /**
   * @param valid has been checked: its objects are not looked at again, nor are its routes while
   *     all that they can name is the same
   */
  ConfigValidator(GatewayConfig config, Problems problems, Locator locator, GatewayConfig valid) {
    this.config = config;
    this.problems = problems;
    this.locator = locator;
    this.valid = valid;
  }

  /**
   * Checks a configuration that was put together in code; problems carry names and no lines.
   *
   * @throws ConfigException with every problem
   */
  public static void validate(GatewayConfig config) {
    Problems problems = new Problems();
    ConfigValidator validator = new ConfigValidator(config, problems, Locator.BY_NAME);
    validator.checkObjects();
    validator.checkReferences();
    problems.throwIfAny();
  }

  /** What each object must be in itself. */
  void checkObjects() {
    new OverloadChecks(problems).check(config.gateway().overload(), "gateway.overload");
    eachNew(ObjectKind.LISTENERS, new ListenerChecks(problems)::check);
    eachNew(ObjectKind.UPSTREAMS, new UpstreamChecks(problems)::check);
    eachNew(ObjectKind.PLUGINS, new PluginChecks(problems)::check);
    eachNew(ObjectKind.ROUTES, new RouteChecks(problems)::check);
    new ObserveChecks(problems).check(config.gateway(), "gateway");
  }

  /** That names are unique and that what is named exists. */
  void checkReferences() {
    ObjectKind.ALL.forEach(this::uniqueNames);
    checkNamed();
  }

  /** As {@link #checkReferences}, where names are known to be unique. */
  void checkNamed() {
    uniqueAddresses();
    bindings("gateway.plugins", config.gateway().plugins());
    each(
        ObjectKind.LISTENERS,
        (listener, at) -> {
          bindings(Paths.field(at, "plugins"), listener.plugins());
          backends(Paths.field(at, "backendRefs"), listener.backendRefs());
          for (int i = 0; i < listener.tlsRoutes().size(); i++) {
            String route = Paths.item(Paths.field(at, "tlsRoutes"), i);
            backends(Paths.field(route, "backendRefs"), listener.tlsRoutes().get(i).backendRefs());
          }
        });
    Check<Route> references =
        (route, at) -> {
          bindings(Paths.field(at, "plugins"), route.plugins());
          for (int i = 0; i < route.listeners().size(); i++) {
            String path = Paths.item(Paths.field(at, "listeners"), i);
            exists(ObjectKind.LISTENERS, "listener", route.listeners().get(i), path);
            speaksHttp(route.listeners().get(i), path);
          }
          backends(Paths.field(at, "backendRefs"), route.backendRefs());
          takesRequests(Paths.field(at, "backendRefs"), route.backendRefs());
          mirrors(Paths.field(at, "filters"), route.filters());
        };
    if (namesTheSame()) {
      eachNew(ObjectKind.ROUTES, references);
    } else {
      each(ObjectKind.ROUTES, references);
    }
  }

  /** Whether what routes can name is that of the valid configuration. */
  private boolean namesTheSame() {
    return config.listeners() == valid.listeners()
        && config.upstreams() == valid.upstreams()
        && config.plugins() == valid.plugins();
  }

  private void mirrors(String path, List<RouteFilter> filters) {
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i) instanceof RouteFilter.RequestMirror mirror) {
        String at = Paths.item(path, i) + ".requestMirror.backendRef.name";
        exists(ObjectKind.UPSTREAMS, "upstream", mirror.upstream(), at);
        takesRequests(at, mirror.upstream());
      }
    }
  }

  private void backends(String path, List<BackendRef> backends) {
    for (int i = 0; i < backends.size(); i++) {
      String at = Paths.item(path, i) + ".name";
      exists(ObjectKind.UPSTREAMS, "upstream", backends.get(i).name(), at);
    }
  }

  private void takesRequests(String path, List<BackendRef> backends) {
    for (int i = 0; i < backends.size(); i++) {
      takesRequests(Paths.item(path, i) + ".name", backends.get(i).name());
    }
  }

  /** Requests of many clients share a connection, whose PROXY header names one of them. */
  private void takesRequests(String path, String upstream) {
    GatewayConfig.Upstream found = ObjectKind.UPSTREAMS.find(config, upstream);
    if (found != null && found.proxyProtocol() != ProxyVersion.None) {
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
  }

  private void speaksHttp(String name, String path) {
    Listener listener = ObjectKind.LISTENERS.find(config, name);
    if (listener != null && !listener.protocol().isHttp()) {
      problems.add(
          path,
          "listener "
              + Fields.quote(name)
              + " speaks "
              + listener.protocol()
              + " (expected: an HTTP listener)",
          "name another, or write backendRefs on the listener itself");
    }
  }

  private void bindings(String path, List<PluginRef> bindings) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < bindings.size(); i++) {
      String name = bindings.get(i).name();
      String at = Paths.item(path, i) + ".name";
      exists(ObjectKind.PLUGINS, "plugin", name, at);
      if (!seen.add(name)) {
        problems.add(
            at,
            "plugin " + Fields.quote(name) + " is bound twice on one list",
            "keep one of the two, or declare the plugin under a second name");
      }
    }
  }

  private void exists(ObjectKind<?> kind, String what, String name, String path) {
    Set<String> known = names.computeIfAbsent(kind, this::names);
    if (known.contains(name)) {
      return;
    }
    String closest = Suggestions.closest(name, known);
    String add = "add it to " + kind.label();
    problems.add(
        path,
        "unknown " + what + " " + Fields.quote(name),
        closest == null ? add : "did you mean " + closest + "? Else " + add);
  }

  private <T> Set<String> names(ObjectKind<T> kind) {
    Set<String> found = LinkedHashSet.newLinkedHashSet(kind.list(config).size());
    kind.list(config).forEach(object -> found.add(kind.nameOf(object)));
    return found;
  }

  private <T> void uniqueNames(ObjectKind<T> kind) {
    if (names.computeIfAbsent(kind, this::names).size() == kind.list(config).size()) {
      return;
    }
    Map<String, String> first = new HashMap<>();
    each(
        kind,
        (object, at) -> {
          String name = kind.nameOf(object);
          String other = first.putIfAbsent(name, at);
          if (other != null) {
            String message = "duplicate name " + Fields.quote(name) + first(other);
            problems.add(Paths.field(at, "name"), message, "give each of the two its own name");
          }
        });
  }

  private void uniqueAddresses() {
    Map<String, String> first = new HashMap<>();
    each(
        ObjectKind.LISTENERS,
        (listener, at) -> {
          String other = first.putIfAbsent(listener.address(), listener.name());
          if (other != null && !listener.address().endsWith(":0")) {
            String message = listener.address() + " is the address of " + other + " as well";
            problems.add(Paths.field(at, "address"), message, "give it another port");
          }
        });
  }

  private String first(String path) {
    int line = problems.line(path);
    return " (the first is " + (line > 0 ? "on line " + line : path) + ")";
  }

  private <T> void each(ObjectKind<T> kind, Check<T> check) {
    each(kind, 0, kind.list(config).size(), check);
  }

  /** Those that the valid configuration does not have. */
  private <T> void eachNew(ObjectKind<T> kind, Check<T> check) {
    ListDiff diff = ListDiff.of(kind.list(valid), kind.list(config));
    each(kind, diff.from(), diff.afterEnd(), check);
  }

  private <T> void each(ObjectKind<T> kind, int from, int to, Check<T> check) {
    List<T> objects = kind.list(config);
    for (int i = from; i < to; i++) {
      T object = objects.get(i);
      check.check(object, locator.path(kind, i, kind.nameOf(object)));
    }
  }

  /** Checks one object that stands at a path. */
  @FunctionalInterface
  private interface Check<T> {
    void check(T object, String path);
  }
}
