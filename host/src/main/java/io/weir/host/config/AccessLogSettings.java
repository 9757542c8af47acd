package io.weir.host.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One line a stream, when it has ended.
 *
 * @param path a file, {@code /dev/stdout} or {@code /dev/stderr}
 * @param format a {@link LogPattern} for a line of text
 * @param json patterns by name, for a line of JSON in the place of text; empty for text
 */
public record AccessLogSettings(
    String path, String format, Map<String, String> json, Filter filter) {

  /** A usual line: what Envoy's has, with the route. */
  public static final String FORMAT =
      "[%START_TIME%] \"%REQ(:METHOD)% %PATH% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS%"
          + " %RESPONSE_CODE_DETAILS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESPONSE_DURATION%"
          + " \"%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%\" \"%REQ(USER-AGENT)%\""
          + " \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\" %ROUTE_NAME%";

  public static final String STDOUT = "/dev/stdout";

  /**
   * Which streams have a line: those that every part lets through.
   *
   * @param minStatus the least status; 0 for any, also for none at all
   * @param minDuration the least duration
   * @param samplePercent how many of a hundred, by chance; 0 to 100
   * @param excludePaths paths, without a query, that have no line: those of health checks
   */
  public record Filter(
      int minStatus, Duration minDuration, double samplePercent, List<String> excludePaths) {
    public static final Filter ALL = new Filter(0, Duration.ZERO, 100, List.of());
  }
}
