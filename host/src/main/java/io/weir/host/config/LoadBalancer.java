package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is chosen.
 *
 * @param choices of {@code LeastRequest}: how many are drawn at random (default 2)
 * @param hash of {@code RingHash} and {@code Maglev}
 * @param slowStart null: an endpoint has its whole share at once
 */
public record LoadBalancer(
    Policy policy,
    int choices,
    HashSettings hash,
    @Nullable SlowStart slowStart,
    LocalitySettings locality) {

  /** A policy with all else as usual. */
  public LoadBalancer(Policy policy) {
    this(policy, 2, HashSettings.DEFAULT, null, LocalitySettings.DEFAULT);
  }

  /** All go by weight. */
  public enum Policy {
    /** In turn, spread evenly. */
    RoundRobin,
    /** Of some drawn at random, the one with the fewest requests under way. */
    LeastRequest,
    Random,
    /** By a key of the request, on a ring of hashes. */
    RingHash,
    /** By a key of the request, in Maglev's table. */
    Maglev
  }
}
