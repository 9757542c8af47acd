package io.weir.host.config;

import java.time.Duration;

/**
 * How the share of an endpoint grows that is new, or healthy again.
 *
 * @param window until it has its whole share
 * @param aggression 1 grows evenly; above it, faster at first (default 1)
 * @param minWeightPercent what it has at once, of its whole share (default 10)
 */
public record SlowStart(Duration window, double aggression, int minWeightPercent) {}
