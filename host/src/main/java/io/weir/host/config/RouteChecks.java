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
    new RouteFilterChecks(problems)
        .check(route.filters(), route.matches(), Paths.field(path, "filters"));
    RetryChecks retries = new RetryChecks(problems);
    retries.timeouts(route.timeouts(), Paths.field(path, "timeouts"));
    retries.retry(route.retry(), Paths.field(path, "retry"));
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
      if (route.plugins().isEmpty() && !RouteFilterChecks.answers(route.filters())) {
        problems.add(
            path,
            "none, and no plugin that could answer",
            "write backendRefs: [ { name: shop } ] with the name of an upstream");
      }
      return;
    }
    if (RouteFilterChecks.answers(route.filters())) {
      problems.add(
          path,
          "beside a filter that answers every request",
          "leave out backendRefs, or the filter RequestRedirect or DirectResponse");
    }
    new BackendChecks(problems).check(backends, path, true);
  }
}
