package io.weir.host.config;

/**
 * @param routes how many routes have series of their own; the rest count together, under the name
 *     {@code _other}; 0 for all together
 */
public record MetricsSettings(int routes) {
  public static final int MAX_ROUTES = 100_000;
  public static final MetricsSettings DEFAULT = new MetricsSettings(1_000);
}
