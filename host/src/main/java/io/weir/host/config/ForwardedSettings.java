package io.weir.host.config;

/**
 * Whom the gateway believes about where a request came from.
 *
 * @param trustedHops how many proxies stand before the gateway whose {@code x-forwarded-*} it keeps
 *     (default 0: those of the client are replaced)
 */
public record ForwardedSettings(int trustedHops) {
  public static final ForwardedSettings DEFAULT = new ForwardedSettings(0);
}
