package io.weir.registry.config;

import java.time.Duration;
import java.util.Objects;

/**
 * {@code collection.scrub}: reading all content back, slowly.
 *
 * @param enabled whether it runs by itself; true when left out
 * @param interval from the end of a run to the next; 7d when left out
 * @param bytesPerSecond what it reads at most while it runs by itself; 20MiB when left out
 */
public record ScrubConfig(Boolean enabled, Duration interval, ByteSize bytesPerSecond) {
  public ScrubConfig {
    enabled = Objects.requireNonNullElse(enabled, true);
    interval = Objects.requireNonNullElse(interval, Duration.ofDays(7));
    bytesPerSecond = Objects.requireNonNullElse(bytesPerSecond, new ByteSize(20 << 20));
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval: 0 (expected: more, such as 7d)");
    }
    if (bytesPerSecond.bytes() < 1) {
      throw new IllegalArgumentException("bytesPerSecond: 0 (expected: more, such as 20MiB)");
    }
  }
}
