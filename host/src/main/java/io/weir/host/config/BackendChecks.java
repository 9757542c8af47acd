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
   */
  void check(List<BackendRef> backends, String path) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < backends.size(); i++) {
      backend(backends.get(i), Paths.item(path, i), seen);
    }
    if (backends.stream().allMatch(backend -> backend.weight() == 0)) {
      problems.add(path, "all weights are 0", "give at least one a weight of 1 or more");
    }
  }

  private void backend(BackendRef backend, String at, Set<String> seen) {
    if (backend.weight() < 0 || backend.weight() > MAX_WEIGHT) {
      problems.add(
          Paths.field(at, "weight"),
          backend.weight() + " (expected: 0 to 1000000)",
          "write a share of the traffic, such as 90 beside 10");
    }
    if (!seen.add(backend.name())) {
      String message = "upstream " + Fields.quote(backend.name()) + " stands here twice";
      problems.add(Paths.field(at, "name"), message, "keep one, with the sum of the weights");
    }
  }
}
