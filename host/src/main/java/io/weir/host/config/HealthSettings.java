package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/**
 * How the gateway finds out which endpoints can be used.
 *
 * @param active asks them; null: it does not
 * @param passive goes by how they answer; null: it does not
 * @param panicThreshold in percent: when fewer are healthy, all are used (default 50); 0: never
 */
public record HealthSettings(
    @Nullable ActiveHealthCheck active, @Nullable OutlierDetection passive, int panicThreshold) {
  public static final HealthSettings DEFAULT = new HealthSettings(null, null, 50);
}
