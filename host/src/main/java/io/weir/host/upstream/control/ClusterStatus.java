package io.weir.host.upstream.control;

import io.weir.host.config.CircuitBreaker;
import io.weir.host.upstream.ClusterCounts;
import java.util.List;

/**
 * A cluster as it is, for people to look at.
 *
 * @param panic so few endpoints are healthy that others are used as well
 * @param counts over all workers
 * @param limits of the circuit breaker
 * @param ejections of endpoints, since the cluster came into the configuration
 */
public record ClusterStatus(
    String name,
    boolean panic,
    ClusterCounts counts,
    CircuitBreaker limits,
    long ejections,
    List<EndpointStatus> endpoints) {}
