package io.weir.registry.config;

import java.util.Objects;

/**
 * {@code limits}: how often anybody may ask, and what may be pushed.
 *
 * @param perAddress requests of one client address, of one /64 for IPv6; 6000 a minute when left
 *     out
 * @param perUser requests of one user who has logged in; 12000 a minute when left out
 * @param failedLogins wrong credentials from one address; 10 a minute when left out
 * @param loopback whether they hold for clients on this machine too; false when left out
 * @param sparse whether a manifest may name content that is not there; false when left out
 */
public record LimitsConfig(
    Rate perAddress, Rate perUser, Rate failedLogins, Boolean loopback, Boolean sparse) {
  public LimitsConfig {
    perAddress = Objects.requireNonNullElseGet(perAddress, () -> Rate.parse("6000/m"));
    perUser = Objects.requireNonNullElseGet(perUser, () -> Rate.parse("12000/m"));
    failedLogins = Objects.requireNonNullElseGet(failedLogins, () -> Rate.parse("10/m"));
    loopback = Objects.requireNonNullElse(loopback, false);
    sparse = Objects.requireNonNullElse(sparse, false);
  }
}
