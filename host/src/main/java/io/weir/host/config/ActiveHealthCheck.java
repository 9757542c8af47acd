package io.weir.host.config;

import java.time.Duration;

/**
 * A question that every endpoint is asked again and again.
 *
 * @param interval between two checks of one endpoint (default 3 s)
 * @param timeout for the whole of one check (default 1 s)
 * @param jitterPercent how much longer an interval may be, at random (default 10)
 * @param unhealthyThreshold failures in a row that make it unhealthy (default 3)
 * @param healthyThreshold successes in a row that make it healthy again (default 1)
 */
public record ActiveHealthCheck(
    Probe probe,
    Duration interval,
    Duration timeout,
    int jitterPercent,
    int unhealthyThreshold,
    int healthyThreshold) {}
