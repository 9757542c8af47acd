package io.weir.host.config;

import io.weir.host.config.PathMatch.PathType;
import io.weir.host.config.RetrySettings.Budget;
import io.weir.host.config.RetrySettings.Trigger;
import io.weir.proxywasm.AbiLimits;
import java.time.Duration;
import java.util.List;

/** What a configuration has where it says nothing. */
final class Defaults {
  static final UpstreamTimeouts UPSTREAM_TIMEOUTS =
      new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60));
  static final RouteTimeouts ROUTE_TIMEOUTS =
      new RouteTimeouts(Duration.ofSeconds(60), Duration.ZERO);
  static final AbiLimits LIMITS = AbiLimits.DEFAULT;
  static final int WARM_POOL = 4;
  static final PathMatch ANY_PATH = new PathMatch(PathType.PathPrefix, "/");
  static final Match ANY = new Match(ANY_PATH, List.of(), null);
  static final Duration TCP_IDLE = Duration.ofHours(1);
  static final int PRIORITY = 0;
  static final int WEIGHT = 1;
  static final int CORS_MAX_AGE = 5;
  static final RetrySettings RETRY =
      new RetrySettings(
          2,
          List.of(),
          Duration.ofMillis(25),
          Duration.ofMillis(250),
          List.of(Trigger.CONNECT_FAILURE, Trigger.REFUSED_STREAM, Trigger.RESET),
          64 << 10,
          new Budget(20, 3),
          false);

  private Defaults() {}
}
