package io.weir.host.upstream.control;

import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.Member;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How endpoints are, put into words. */
final class Statuses {
  private Statuses() {}

  static EndpointStatus of(
      Member member, @Nullable EndpointState state, @Nullable HostCounts counts, long nowNanos) {
    String failing = state == null ? null : state.failing;
    String ejected = state == null ? null : state.ejected;
    long out = state == null || ejected == null ? 0 : state.ejectedUntilNanos - nowNanos;
    return new EndpointStatus(
        member.endpoint().toString(),
        member.name(),
        health(member, failing, ejected),
        failing != null ? failing : ejected,
        Math.max(0, out / 1_000_000),
        member.weight(),
        member.share(),
        member.locality(),
        member.priority(),
        Objects.requireNonNullElse(counts, HostCounts.NONE));
  }

  private static Health health(Member member, @Nullable String failing, @Nullable String ejected) {
    if (member.drain()) {
      return Health.DRAINING;
    }
    if (failing != null) {
      return Health.UNHEALTHY;
    }
    return ejected != null ? Health.EJECTED : Health.HEALTHY;
  }
}
