package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.Route;
import java.util.List;
import java.util.regex.Pattern;

final class RouteChecks {
  private static final Pattern HOSTNAME =
      Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\]");

  private final Problems problems;
  private final NameChecks names;
  private final MatchChecks matches;

  RouteChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
    this.matches = new MatchChecks(problems);
  }

  void check(Route route, String path) {
    names.name(path, route.name());
    for (int i = 0; i < route.hostnames().size(); i++) {
      hostname(route.hostnames().get(i), Paths.item(Paths.field(path, "hostnames"), i));
    }
    for (int i = 0; i < route.matches().size(); i++) {
      matches.check(route.matches().get(i), Paths.item(Paths.field(path, "matches"), i));
    }
    backends(route, Paths.field(path, "backendRefs"));
  }

  void hostname(String hostname, String path) {
    if (!HOSTNAME.matcher(hostname).matches()) {
      problems.add(
          path,
          Fields.quote(hostname) + " (expected: shop.example.com or *.example.com)",
          hostname.equals("*")
              ? "leave hostnames out for any host"
              : "write a host without scheme, port and path; '*' only as the first label");
    }
  }

  private void backends(Route route, String path) {
    List<BackendRef> backends = route.backendRefs();
    if (backends.isEmpty()) {
      if (route.plugins().isEmpty()) {
        problems.add(
            path,
            "none, and no plugin that could answer",
            "write backendRefs: [ { name: shop } ] with the name of an upstream");
      }
      return;
    }
    new BackendChecks(problems).check(backends, path);
  }
}
