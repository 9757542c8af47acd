package io.weir.host.config;

import java.time.Duration;

/**
 * How the connections of an upstream live.
 *
 * @param maxDuration after which a connection takes no new request (default 0: no limit)
 * @param maxRequests how many requests one connection carries (default 0: no limit)
 * @param maxIdle how many unused ones a worker keeps to one endpoint (default 256)
 * @param drainTimeout how long what is under way may take when its endpoint is removed or drained
 *     (default 10 min); 0: no limit
 */
public record ConnectionSettings(
    Duration maxDuration, int maxRequests, int maxIdle, Duration drainTimeout) {
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(Duration.ZERO, 0, 256, Duration.ofMinutes(10));
}
