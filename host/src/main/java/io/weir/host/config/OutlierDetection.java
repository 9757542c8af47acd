package io.weir.host.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint is taken out for how it answers. 0 switches a criterion off.
 *
 * @param consecutive5xx answers of 500 and above in a row, failures included (default 5)
 * @param consecutiveGatewayErrors 502, 503, 504 and failures in a row (default 0)
 * @param consecutiveConnectFailures connections in a row that did not come about (default 5)
 * @param interval between two looks at who may come back, and at success rates (default 10 s)
 * @param baseEjectionTime the first ejection lasts so long, the nth n times as long (default 30 s)
 * @param maxEjectionTime but not longer (default 5 min)
 * @param maxEjectionPercent of the endpoints that may be out at once; one always may (default 10)
 * @param successRate null: rates are not compared
 */
public record OutlierDetection(
    int consecutive5xx,
    int consecutiveGatewayErrors,
    int consecutiveConnectFailures,
    Duration interval,
    Duration baseEjectionTime,
    Duration maxEjectionTime,
    int maxEjectionPercent,
    @Nullable SuccessRate successRate) {

  /** What is had by saying {@code passive: {}}. */
  public static final OutlierDetection DEFAULT =
      new OutlierDetection(
          5, 0, 5, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), 10, null);

  /**
   * An endpoint whose share of good answers in an interval is far below the mean of all is out.
   *
   * @param minimumHosts with so many requests each, before rates are compared (default 5)
   * @param requestVolume requests in an interval that make a rate worth comparing (default 100)
   * @param stdevFactor how far below the mean, in thousandths of a standard deviation (default
   *     1900)
   */
  public record SuccessRate(int minimumHosts, int requestVolume, int stdevFactor) {}
}
