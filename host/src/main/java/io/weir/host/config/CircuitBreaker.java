package io.weir.host.config;

/**
 * What an upstream is spared: whatever is above is refused at once. All count over all workers; 0
 * is no limit, which is the default of each.
 *
 * @param maxConnections open connections
 * @param maxPendingRequests requests that wait for a connection
 * @param maxRequests requests under way
 * @param maxRetries retries under way
 */
public record CircuitBreaker(
    int maxConnections, int maxPendingRequests, int maxRequests, int maxRetries) {
  public static final CircuitBreaker NONE = new CircuitBreaker(0, 0, 0, 0);
}
