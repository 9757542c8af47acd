package io.weir.host.upstream;

/**
 * What one worker, or all together, have under way to a cluster.
 *
 * @param connections open, or being opened
 * @param pending requests that wait for a connection
 * @param requests under way, those that wait among them
 * @param retries of these, that are retries
 * @param overflows requests and retries that a limit of the circuit breaker has refused so far
 */
public record ClusterCounts(
    int connections, int pending, int requests, int retries, long overflows) {
  public static final ClusterCounts NONE = new ClusterCounts(0, 0, 0, 0, 0);

  public ClusterCounts plus(ClusterCounts more) {
    return new ClusterCounts(
        connections + more.connections,
        pending + more.pending,
        requests + more.requests,
        retries + more.retries,
        overflows + more.overflows);
  }
}
