package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The shares of a route's or a listener's traffic. */
final class BackendChecks {
  private static final int MAX_WEIGHT = 1_000_000;

  private final Problems problems;

  BackendChecks(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param backends at least one
   * @param http whether requests go there: filters may change them, and where all weights are 0
   *     they are answered
   */
  void check(List<BackendRef> backends, String path, boolean http) {
    Set<Share> seen = new HashSet<>();
    for (int i = 0; i < backends.size(); i++) {
      String at = Paths.item(path, i);
      backend(backends.get(i), at, seen);
      filters(backends.get(i), Paths.field(at, "filters"), http);
    }
    if (!http && backends.stream().allMatch(backend -> backend.weight() == 0)) {
      problems.add(path, "all weights are 0", "give at least one a weight of 1 or more");
    }
  }

  private void filters(BackendRef backend, String at, boolean http) {
    if (!http && !backend.filters().isEmpty()) {
      problems.add(at, "on a TCP listener", "leave it out: filters are for HTTP");
      return;
    }
    new RouteFilterChecks(problems).backend(backend.filters(), at);
  }

  /** What makes one share another: an upstream may stand twice when its requests differ. */
  private record Share(String upstream, List<RouteFilter> filters) {}

  private void backend(BackendRef backend, String at, Set<Share> seen) {
    if (backend.weight() < 0 || backend.weight() > MAX_WEIGHT) {
      problems.add(
          Paths.field(at, "weight"),
          backend.weight() + " (expected: 0 to 1000000)",
          "write a share of the traffic, such as 90 beside 10");
    }
    if (!seen.add(new Share(backend.name(), backend.filters()))) {
      String message = "upstream " + Fields.quote(backend.name()) + " stands here twice";
      String remedy = "keep one, with the sum of the weights, or give each its own filters";
      problems.add(Paths.field(at, "name"), message, remedy);
    }
  }
}
