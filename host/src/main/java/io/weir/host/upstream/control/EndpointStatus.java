package io.weir.host.upstream.control;

import io.weir.host.upstream.HostCounts;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is, for people to look at.
 *
 * @param name the host that it was configured by
 * @param why it is not healthy; null when it is
 * @param ejectedForMillis until it comes back; 0 when it is not ejected
 * @param weight as configured
 * @param share of its weight that it has yet, in percent
 * @param counts over all workers
 */
public record EndpointStatus(
    String address,
    String name,
    Health health,
    @Nullable String why,
    long ejectedForMillis,
    int weight,
    int share,
    String locality,
    int priority,
    HostCounts counts) {

  /** Whether it takes requests, and if not, what keeps it from it. */
  public enum Health {
    HEALTHY,
    /** By its active checks. */
    UNHEALTHY,
    /** By how it has answered. */
    EJECTED,
    /** By its configuration. */
    DRAINING
  }
}
