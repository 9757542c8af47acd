package io.weir.registry.config;

import java.time.Duration;
import java.util.Objects;

/**
 * {@code collection.gc}: blobs that no manifest of their repository names, referrers whose subject
 * is gone, content that no repository has. Retention runs with it.
 *
 * @param enabled whether it runs by itself; true when left out
 * @param interval from run to run; 1h when left out
 * @param grace for how long a thing must have been needless, as seen by one run of the registry;
 *     24h when left out
 */
public record GcConfig(Boolean enabled, Duration interval, Duration grace) {
  public GcConfig {
    enabled = Objects.requireNonNullElse(enabled, true);
    interval = Objects.requireNonNullElse(interval, Duration.ofHours(1));
    grace = Objects.requireNonNullElse(grace, Duration.ofHours(24));
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval: 0 (expected: more, such as 1h)");
    }
  }
}
