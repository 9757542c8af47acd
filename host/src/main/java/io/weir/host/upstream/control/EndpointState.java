package io.weir.host.upstream.control;

import io.weir.host.config.SlowStart;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.health.HealthChecker;
import org.jspecify.annotations.Nullable;

/** What is known of one endpoint at run time. On the control loop. */
final class EndpointState {
  @Nullable HealthChecker checker;

  /** The host that it was configured by: its own, or the name that was looked up. */
  String name = "";

  /** What the last check has failed for; null while it is healthy. */
  @Nullable String failing;

  /** Why it is out; null while it is in. */
  @Nullable String ejected;

  long ejectedUntilNanos;

  /** How often it has been out; time spent well makes it less. */
  int ejections;

  /** When it was last seen as new or healthy again. */
  long upSinceNanos;

  /** At the beginning of the present interval of success rates. */
  HostCounts before = HostCounts.NONE;

  EndpointState(long nowNanos) {
    upSinceNanos = nowNanos;
  }

  boolean isHealthy() {
    return failing == null && ejected == null;
  }

  /** What of its weight it has yet, in percent. */
  int share(@Nullable SlowStart slow, long nowNanos) {
    if (slow == null) {
      return 100;
    }
    double time = (double) (nowNanos - upSinceNanos) / slow.window().toNanos();
    if (time >= 1) {
      return 100;
    }
    double share = 100 * Math.pow(Math.max(0, time), 1 / slow.aggression());
    return (int) Math.clamp(Math.round(share), slow.minWeightPercent(), 100);
  }

  void stop() {
    if (checker != null) {
      checker.stop();
    }
  }
}
