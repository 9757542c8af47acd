package io.weir.host.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

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
  private final NameIndex names;

  ConfigValidator(GatewayConfig config, Problems problems, Locator locator) {
    this(config, problems, locator, GatewayConfig.EMPTY, new NameIndex());
  }

  /**
   * @param valid has been checked: its objects are not looked at again, nor are its routes while
   *     all that they can name is there
   * @param names of configurations before, or of none
   */
  ConfigValidator(
      GatewayConfig config,
      Problems problems,
      Locator locator,
      GatewayConfig valid,
      NameIndex names) {
    this.config = config;
    this.problems = problems;
    this.locator = locator;
    this.valid = valid;
    this.names = names;
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
    References references = new References(config, names, problems);
    references.bindings("gateway.plugins", config.gateway().plugins());
    each(ObjectKind.LISTENERS, references::listener);
    if (keepsNames()) {
      eachNew(ObjectKind.ROUTES, references::route);
    } else {
      each(ObjectKind.ROUTES, references::route);
    }
  }

  /** Whether all that routes of the valid configuration can name is there, and fit for them. */
  private boolean keepsNames() {
    return keepsNames(
            ObjectKind.LISTENERS,
            (before, now) -> before.protocol().isHttp() == now.protocol().isHttp())
        && keepsNames(
            ObjectKind.UPSTREAMS, (before, now) -> before.proxyProtocol() == now.proxyProtocol())
        && keepsNames(ObjectKind.PLUGINS, (before, now) -> true);
  }

  private <T> boolean keepsNames(ObjectKind<T> kind, BiPredicate<T, T> alike) {
    List<T> before = kind.list(valid);
    ListDiff diff = ListDiff.of(before, kind.list(config));
    for (T gone : diff.gone(before)) {
      T now = names.get(kind, config, kind.nameOf(gone));
      if (now == null || !alike.test(gone, now)) {
        return false;
      }
    }
    return true;
  }

  private <T> void uniqueNames(ObjectKind<T> kind) {
    List<T> objects = kind.list(config);
    Set<String> all = HashSet.newHashSet(objects.size());
    objects.forEach(object -> all.add(kind.nameOf(object)));
    if (all.size() == objects.size()) {
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
